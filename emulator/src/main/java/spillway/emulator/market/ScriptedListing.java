package spillway.emulator.market;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import spillway.market.Coin;
import spillway.market.Contract;
import spillway.market.Decimal;
import spillway.market.Instrument;
import spillway.market.InstrumentKind;
import spillway.venues.protocol.CoinNames;
import spillway.venues.protocol.VenueProtocol;
import spillway.venues.serving.ListedInstrument;

/// A line of the list of what scripted venues list.
///
/// @param listed as the venue's catalogue has it
/// @param sizeUsd open interest of a contract; of a spot market, how large it is beside one
record ScriptedListing(ListedInstrument listed, double sizeUsd) {
    private static final String FILE = "listings.tsv";

    /// Decimals of a price mantissa: computed prices have more than a tick has.
    private static final int PRICE_SCALE = 8;

    private static final double MILLION = 1e6;

    /// What `protocol` lists.
    static List<ScriptedListing> of(VenueProtocol protocol) {
        var found = new ArrayList<ScriptedListing>();
        try (InputStream in = ScriptedListing.class.getResourceAsStream(FILE)) {
            if (in == null) {
                throw new IllegalStateException("expected the resource " + FILE + ", found none");
            }
            var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] cells = line.split("\t", -1);
                if (cells[0].equals(protocol.name())) {
                    found.add(parse(protocol, cells));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found;
    }

    private static ScriptedListing parse(VenueProtocol protocol, String[] cells) {
        Decimal tick = Decimal.parse(cells[7]);
        Decimal lot = Decimal.parse(cells[8]);
        var coin = new Coin(cells[2]);
        Contract contract = Contract.valueOf(cells[5]);
        // A pack of coins is named by the symbol: 1000PEPEUSDT.
        String base = cells[1].substring(0, Math.max(1, cells[1].length() - cells[3].length()));
        long coinsPerUnit =
                CoinNames.of(base).coin().equals(coin) ? CoinNames.of(base).coinsPerUnit() : 1;
        var instrument =
                new Instrument(
                        protocol.venue(),
                        cells[1],
                        coin,
                        cells[3],
                        InstrumentKind.valueOf(cells[4]),
                        contract,
                        Decimal.parse(cells[6]),
                        coinsPerUnit,
                        Math.max(PRICE_SCALE, tick.scale()),
                        lot.scale(),
                        0);
        var interval = Duration.ofHours(Long.parseLong(cells[9]));
        return new ScriptedListing(
                new ListedInstrument(instrument, tick, lot, interval),
                Double.parseDouble(cells[10]) * MILLION);
    }
}
