package spillway.tape;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.market.Instruments;
import spillway.market.Venue;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The dictionary of a tape: `instruments.jsonl`, a line for each instrument code, in the order of
/// the codes.
///
/// A line is on disk before any event with its code is; a last line that a power loss cut is of no
/// event and is dropped by the next writer.
final class InstrumentFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InstrumentFile() {}

    /// Reads the dictionary; empty where there is none.
    ///
    /// @return the bytes of whole lines
    static long load(Path file, Instruments into) throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        byte[] bytes = Files.readAllBytes(file);
        int start = 0;
        int line = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '\n') {
                continue;
            }
            line++;
            String text = new String(bytes, start, i - start, StandardCharsets.UTF_8);
            Instrument instrument = parse(file, line, text);
            int code = into.code(instrument);
            if (code != line - 1) {
                throw new TapeException(
                        file
                                + " line "
                                + line
                                + ": expected a new instrument, found "
                                + instrument
                                + " again (code "
                                + code
                                + "); restore the file from a copy of the tape");
            }
            start = i + 1;
        }
        return start;
    }

    private static Instrument parse(Path file, int line, String text) throws TapeException {
        try {
            JsonNode node = JSON.readTree(text);
            return new Instrument(
                    new Venue(node.required("venue").stringValue()),
                    node.required("symbol").stringValue(),
                    new Coin(node.required("coin").stringValue()),
                    node.required("quote").stringValue(),
                    InstrumentKind.valueOf(node.required("kind").stringValue()),
                    Contract.valueOf(node.required("contract").stringValue()),
                    size(node),
                    node.required("coinsPerUnit").longValue(),
                    node.required("priceScale").intValue(),
                    node.required("quantityScale").intValue(),
                    node.required("validFromNs").longValue());
        } catch (JacksonException | IllegalArgumentException e) {
            throw new TapeException(
                    file
                            + " line "
                            + line
                            + ": expected an instrument, found '"
                            + text
                            + "' ("
                            + e.getMessage()
                            + "); restore the file from a copy of the tape",
                    e);
        }
    }

    private static Decimal size(JsonNode node) {
        return new Decimal(
                node.required("contractSizeMantissa").longValue(),
                node.required("contractSizeScale").intValue());
    }

    private static String print(int code, Instrument i) {
        return JSON.createObjectNode()
                .put("code", code)
                .put("venue", i.venue().code())
                .put("symbol", i.symbol())
                .put("coin", i.coin().symbol())
                .put("quote", i.quote())
                .put("kind", i.kind().name())
                .put("contract", i.contract().name())
                .put("contractSizeMantissa", i.contractSize().mantissa())
                .put("contractSizeScale", i.contractSize().scale())
                .put("coinsPerUnit", i.coinsPerUnit())
                .put("priceScale", i.priceScale())
                .put("quantityScale", i.quantityScale())
                .put("validFromNs", i.validFromNs())
                .toString();
    }

    /// Appends the instruments from code `from` on, and forces them to disk.
    ///
    /// @param size bytes of whole lines now in the file
    /// @return the same, afterwards
    static long append(Path file, long size, Instruments instruments, int from) throws IOException {
        var lines = new StringBuilder();
        for (int code = from; code < instruments.size(); code++) {
            lines.append(print(code, instruments.get(code))).append('\n');
        }
        ByteBuffer bytes = StandardCharsets.UTF_8.encode(lines.toString());
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.truncate(size);
            long at = size;
            while (bytes.hasRemaining()) {
                at += channel.write(bytes, at);
            }
            channel.force(true);
            return at;
        }
    }
}
