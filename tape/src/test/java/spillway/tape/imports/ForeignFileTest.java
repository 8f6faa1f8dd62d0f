package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is no text, or no file, is refused by name with what it is and what to do, before anything
/// of it is kept; the other files of the command are imported all the same.
class ForeignFileTest {
    private static final String TRADES =
            """
            id,price,qty,quote_qty,time,is_buyer_maker
            1,2,3,6,1753920002864,true
            """;

    @TempDir private Path folder;

    private Imports imports() {
        return new Imports(
                folder,
                Mapping.shipped("binance-um-trades"),
                ImportOptions.none().withSymbol("BTCUSDT"));
    }

    private void refused(byte[] content, String found, String advice) {
        var imports = imports();
        var summary = imports.of("x.csv", content);
        assertThat(Imports.counts(summary)).isEqualTo("REFUSED 0/0/0/0/0");
        assertThat(imports.problems(summary))
                .startsWith("x.csv: expected ")
                .contains(found, advice);
        assertThat(imports.target().events()).isEmpty();
    }

    private void refused(String content, String found, String advice) {
        refused(content.getBytes(StandardCharsets.ISO_8859_1), found, advice);
    }

    @Test
    void otherFormatsAreCalledByTheirNames() {
        refused("", "found an empty file", "download it again");
        refused(" \n\r\n\t\n", "found blank lines only", "download it again");
        refused("PK\u0003\u0004\u0014\u0000", "found a zip archive", "unpack it first");
        refused("(\u00b5/\u00fdxyz", "found a file compressed with Zstandard", "unpack it first");
        refused("BZh91AY&SY", "found a file compressed with bzip2", "unpack it first");
        refused("\u00fd7zXZ\u0000\u0000", "found a file compressed with xz", "unpack it first");
        refused("\u0004\"M\u0018zz", "found a file compressed with LZ4", "unpack it first");
        refused("PAR1\u0015\u0004", "found a Parquet file", "convert it to CSV first");
        refused("a,b\n1,\u0000\u0001", "found binary data: byte 0 at 6", "it was made from");
        refused("\u00ff\u00fea\u0000", "found text in UTF-16", "save it as UTF-8");
        refused("<!DOCTYPE html><html>", "an HTML or XML page", "download it again");
        refused(" <Error><Code>NoSuchKey", "an HTML or XML page", "download it again");
        refused("\u001f\u008b\u0008", "breaks off at its start", "download it again");
        refused(Imports.gzip(new byte[0]), "a gzip file with nothing in it", "has no data");
        refused(
                Imports.gzip("PAR1\u0000".getBytes(StandardCharsets.ISO_8859_1)),
                "found binary data",
                "it was made from");
    }

    @Test
    void jsonGivenToAMappingForCsvIsSaidToBeJson() {
        var imports = imports();
        assertThat(imports.problems(imports.of("x.csv", "[{\"a\": 1}]")))
                .startsWith(
                        "x.csv:1:1: expected CSV, found JSON; nothing of it is kept; import it"
                                + " with a mapping for JSON (those that come with Spillway:"
                                + " hl-cascade-timeline)");
    }

    @Test
    void foldersAndMissingFilesAreNamed() {
        var imports = imports();
        var summary = imports.run(folder, folder.resolve("nowhere.csv"));
        assertThat(imports.problems(summary.files().get(0)))
                .endsWith(
                        ": expected a file, found a folder; name the files in it, in the order"
                                + " wanted");
        assertThat(imports.problems(summary.files().get(1)))
                .isEqualTo("nowhere.csv: expected a file, found nothing there; check the path");
    }

    /// Files are imported in the order given, and a bad one stops no other.
    @Test
    void oneBadFileStopsNoOther() {
        var imports = imports();
        var summary =
                imports.run(
                        imports.write("bad.csv", "a,b\n1,2\n"),
                        imports.write("good.csv", TRADES),
                        imports.write("again.csv", TRADES));
        assertThat(summary.files().stream().map(Imports::counts))
                .isEqualTo(List.of("REFUSED 0/0/0/0/0", "READ 1/1/0/0/0", "READ 1/0/1/0/0"));
        assertThat(summary.clean()).isFalse();
    }
}
