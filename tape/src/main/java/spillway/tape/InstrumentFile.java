package spillway.tape;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
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
/// It is written anew as a whole and moved into its place, before any event with a new code is
/// written: no crash leaves half of it, and it is small (some hundred bytes an instrument).
final class InstrumentFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private InstrumentFile() {}

    /// Reads the dictionary; empty where there is none.
    static void load(Path file, Instruments into) throws IOException {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (NoSuchFileException _) {
            return;
        } catch (CharacterCodingException e) {
            throw damaged(file, "expected text in UTF-8, found other bytes", e);
        }
        for (int code = 0; code < lines.size(); code++) {
            Instrument instrument = parse(file, code, lines.get(code));
            if (into.code(instrument) != code) {
                throw damaged(
                        file,
                        "line "
                                + (code + 1)
                                + ": expected a new instrument, found "
                                + instrument
                                + " again",
                        null);
            }
        }
    }

    private static TapeException damaged(Path file, String what, @Nullable Exception cause) {
        return new TapeException(
                file + ": " + what + "; put the file back from a copy of the tape", cause);
    }

    private static Instrument parse(Path file, int code, String text) throws TapeException {
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
            throw damaged(
                    file,
                    "line "
                            + (code + 1)
                            + ": expected an instrument, found '"
                            + text
                            + "' ("
                            + e.getMessage()
                            + ")",
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

    /// Makes the dictionary on disk that of `instruments`.
    ///
    /// @return how many it has
    static int save(TapeLayout layout, TapeDisk disk, Instruments instruments) throws IOException {
        var lines = new StringBuilder();
        List<Instrument> all = instruments.all();
        for (int code = 0; code < all.size(); code++) {
            lines.append(print(code, all.get(code))).append('\n');
        }
        Path staged = layout.staging().resolve(TapeLayout.nameOf(layout.instruments()));
        disk.write(staged, lines.toString().getBytes(StandardCharsets.UTF_8));
        disk.move(staged, layout.instruments());
        disk.force(layout.root());
        return all.size();
    }
}
