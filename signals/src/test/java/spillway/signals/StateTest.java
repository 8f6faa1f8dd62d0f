package spillway.signals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import spillway.market.Contract;

/// The form of a saved state: what is written is read, and anything else is refused.
class StateTest {
    @Test
    void readsWhatWasWritten() {
        var out = new StateWriter();
        out.writeHeader("totals", 3);
        out.writeByte(1);
        out.writeInt(-7);
        out.writeLong(Long.MIN_VALUE);
        out.writeText("ünïcode ₿");
        out.writeInstrument(RandomStream.BETA_ETH);
        out.writeInstrument(RandomStream.GAMMA_BTC_LATER);
        var in = new StateReader(out.written());
        in.expectHeader("totals", 3);
        assertThat(in.readOneOf(Contract.values())).isEqualTo(Contract.INVERSE);
        assertThat(in.readInt()).isEqualTo(-7);
        assertThat(in.readLong()).isEqualTo(Long.MIN_VALUE);
        assertThat(in.readText()).isEqualTo("ünïcode ₿");
        assertThat(in.readInstrument()).isEqualTo(RandomStream.BETA_ETH);
        assertThat(in.isAtEnd()).isFalse();
        assertThat(in.readInstrument()).isEqualTo(RandomStream.GAMMA_BTC_LATER);
        assertThat(in.isAtEnd()).isTrue();
    }

    @Test
    void growsWithoutLosingAByte() {
        var out = new StateWriter();
        for (long i = 0; i < 10_000; i++) {
            out.writeLong(i);
        }
        var in = new StateReader(out.written());
        for (long i = 0; i < 10_000; i++) {
            assertThat(in.readLong()).isEqualTo(i);
        }
        assertThat(out.size()).isEqualTo(80_000);
    }

    /// Test vectors of FNV-1a, 64 bits, from the authors' reference code (fnv64 test suite).
    @ParameterizedTest
    @CsvSource({
        "'', cbf29ce484222325",
        "a, af63dc4c8601ec8c",
        "foobar, 85944171f73967e8",
    })
    void hashesAsPublished(String text, String hash) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(StateHash.toString(StateHash.of(bytes, bytes.length))).isEqualTo(hash);
    }

    @Test
    void saysWhatItExpectedAndWhatItFound() {
        var out = new StateWriter();
        out.writeHeader("totals", 3);
        assertThatThrownBy(() -> new StateReader(out.written()).expectHeader("totals", 4))
                .hasMessage(
                        "state: expected totals version 4, found totals version 3: replay the tape"
                                + " instead");
        assertThatThrownBy(() -> new StateReader(ByteBuffer.allocate(3)).readLong())
                .hasMessage(
                        "state: expected 8 bytes at byte 0, found 3: the snapshot is cut or of"
                                + " another form; replay the tape instead");
        assertThatThrownBy(() -> new StateReader(number(9)).readOneOf(Contract.values()))
                .hasMessage("state: expected an ordinal of 0 to 1, found 9");
        assertThatThrownBy(() -> new StateReader(number(-1)).readText())
                .hasMessageContaining("expected a count of 0 to 0 at byte 0, found -1");
    }

    /// A count that cannot be true is refused before anything of that size is made.
    @ParameterizedTest
    @CsvSource({"-1", "5", "2147483647"})
    void refusesACountOfMoreThingsThanThereAreBytes(int count) {
        var out = new StateWriter();
        out.writeInt(count);
        out.writeInt(0);
        assertThatThrownBy(() -> new StateReader(out.written()).readCount())
                .hasMessageStartingWith(
                        "state: expected a count of 0 to 4 at byte 0, found " + count);
    }

    private static ByteBuffer number(int value) {
        var out = new StateWriter();
        out.writeInt(value);
        return out.written();
    }
}
