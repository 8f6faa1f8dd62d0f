package spillway.tape.parquet;

/// Numbers of the Thrift compact protocol and of the Parquet format's own enums.
///
/// Sources: Apache Thrift, `thrift-compact-protocol.md`; Apache Parquet, `parquet.thrift`.
final class Thrift {
    static final int TRUE = 1;
    static final int FALSE = 2;
    static final int BYTE = 3;
    static final int I16 = 4;
    static final int I32 = 5;
    static final int I64 = 6;
    static final int F64 = 7;
    static final int BINARY = 8;
    static final int LIST = 9;
    static final int SET = 10;
    static final int MAP = 11;
    static final int STRUCT = 12;

    static final int TYPE_INT32 = 1;
    static final int TYPE_INT64 = 2;
    static final int TYPE_DOUBLE = 5;
    static final int TYPE_BYTE_ARRAY = 6;

    static final int REQUIRED = 0;
    static final int OPTIONAL = 1;
    static final int REPEATED = 2;

    static final int CONVERTED_UTF8 = 0;
    static final int CONVERTED_LIST = 3;
    static final int CONVERTED_DECIMAL = 5;

    static final int LOGICAL_STRING = 1;
    static final int LOGICAL_LIST = 3;
    static final int LOGICAL_DECIMAL = 5;
    static final int LOGICAL_TIMESTAMP = 8;
    static final int UNIT_NANOS = 3;

    static final int PLAIN = 0;
    static final int RLE = 3;
    static final int DELTA_BINARY_PACKED = 5;
    static final int RLE_DICTIONARY = 8;

    static final int UNCOMPRESSED = 0;
    static final int ZSTD = 6;

    static final int DATA_PAGE = 0;
    static final int DICTIONARY_PAGE = 2;

    private Thrift() {}
}
