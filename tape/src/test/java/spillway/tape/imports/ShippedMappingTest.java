package spillway.tape.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import spillway.market.Channel;
import spillway.market.MarketEvent;

/// What each mapping that ships makes of a file of its kind, fact by fact. The files are invented.
class ShippedMappingTest {
    @TempDir private Path folder;

    private Imports imports(String mapping) {
        return imports(mapping, ImportOptions.none());
    }

    private Imports imports(String mapping, ImportOptions options) {
        return new Imports(folder, Mapping.shipped(mapping), options);
    }

    static List<String> names() {
        return Mapping.shippedNames();
    }

    @ParameterizedTest
    @MethodSource("names")
    void isCalledAsItsFileAndSaysWhatItReads(String name) {
        var mapping = Mapping.shipped(name);
        assertThat(mapping.name()).isEqualTo(name);
        assertThat(mapping.description()).isNotBlank().doesNotEndWith(".");
    }

    /// Funding is in percent; 0.005673 % is 0.00005673. An hour of liquidations that is 0 on both
    /// sides was not collected, on one side it is 0; CVD of 0 was not collected.
    @Test
    void coinglassHourlyIsAggregatesAndNeverOrders() {
        var imports = imports("coinglass-hourly", ImportOptions.none().withCoin("SOL"));
        var summary =
                imports.of(
                        "sol.csv",
                        """
                        timestamp,datetime_utc,price_open,price_high,price_low,price_close,\
                        liquidation_long_usd,liquidation_short_usd,liquidation_total_usd,\
                        funding_open,funding_high,funding_low,funding_close,\
                        oi_open,oi_high,oi_low,oi_close,\
                        oi_weight_open,oi_weight_high,oi_weight_low,oi_weight_close,\
                        cvd_open,cvd_high,cvd_low,cvd_close
                        1764828000000,x,140.1,141,139.25,140.5,0,1499.5,1499.5,\
                        0.004936,0.005673,0.004892,0.005673,8206829667,8258524471,8197246225,\
                        8248989576,0.002752,0.003141,0.002632,-0.003141,0,0,0,0
                        1764831600000,x,140.5,140.5,140.5,140.5,0,0,0,\
                        0.01,0.01,0.01,0.01,1,2,1,2,0.01,0.01,0.01,0.01,0,5,-7,-7
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/2/0/0/0");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        price coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass 140.1 141 139.25 140.5 of -
                        liquidatedLong coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass - - - 0 of -
                        liquidatedShort coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass - - - 1499.5 of -
                        fundingRate coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass 0.00004936 \
                        0.00005673 0.00004892 0.00005673 of -
                        fundingRateByOpenInterest coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass \
                        0.00002752 0.00003141 0.00002632 -0.00003141 of -
                        openInterest coinglass SOL 2025-12-04T06:00:00Z over PT1H by coinglass 8206829667 \
                        8258524471 8197246225 8248989576 of -
                        price coinglass SOL 2025-12-04T07:00:00Z over PT1H by coinglass 140.5 140.5 140.5 140.5 of -
                        fundingRate coinglass SOL 2025-12-04T07:00:00Z over PT1H by coinglass 0.0001 0.0001 \
                        0.0001 0.0001 of -
                        fundingRateByOpenInterest coinglass SOL 2025-12-04T07:00:00Z over PT1H by coinglass \
                        0.0001 0.0001 0.0001 0.0001 of -
                        openInterest coinglass SOL 2025-12-04T07:00:00Z over PT1H by coinglass 1 2 1 2 of -
                        cvd coinglass SOL 2025-12-04T07:00:00Z over PT1H by coinglass 0 5 -7 -7 of -
                        covered coinglass SOL liquidations 2025-12-04T06:00:00Z/2025-12-04T07:00:00Z
                        covered coinglass SOL price 2025-12-04T06:00:00Z/2025-12-04T08:00:00Z
                        covered coinglass SOL funding 2025-12-04T06:00:00Z/2025-12-04T08:00:00Z
                        covered coinglass SOL openInterest 2025-12-04T06:00:00Z/2025-12-04T08:00:00Z
                        covered coinglass SOL cvd 2025-12-04T07:00:00Z/2025-12-04T08:00:00Z\
                        """);
    }

    /// Zeros before the first other value were not collected; later they are values.
    @Test
    void coinglassDailyKnowsALeadingZeroFromAZero() {
        var imports = imports("coinglass-daily");
        var summary =
                imports.of(
                        "liquidation_agg_1d.csv",
                        """
                        symbol,ts_utc,liq_long_usd,liq_short_usd
                        XRP,2021-01-01 00:00:00+00,0.0,0.0
                        XRP,2021-01-03 00:00:00+00,0.0,0.0
                        XRP,2021-01-02 00:00:00+00,12.5,0.0
                        ADA,2021-01-02 00:00:00+00,0.0,0.0
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 4/2/0/0/2");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidatedLong coinglass XRP 2021-01-03T00:00:00Z over PT24H by coinglass - - - 0 of -
                        liquidatedShort coinglass XRP 2021-01-03T00:00:00Z over PT24H by coinglass - - - 0 of -
                        liquidatedLong coinglass XRP 2021-01-02T00:00:00Z over PT24H by coinglass - - - 12.5 of -
                        liquidatedShort coinglass XRP 2021-01-02T00:00:00Z over PT24H by coinglass - - - 0 of -
                        covered coinglass XRP liquidations 2021-01-02T00:00:00Z/2021-01-04T00:00:00Z\
                        """);
    }

    /// The files of one download, each its own kind by its columns, or by its name where two kinds
    /// have the same columns.
    @Test
    void coinglassDailyTellsItsThirteenKindsApart() {
        var imports = imports("coinglass-daily");
        String day = "2024-03-05 00:00:00+00";
        String[][] files = {
            {"bitfinex_margin_long_short_1d", "long_qty,short_qty", "75000.5,1200"},
            {"borrow_interest_rate_1d", "borrow_ir", "0.0030000000"},
            {"coinbase_premium_index_1d", "premium_rate", "-0.1183"},
            {"etf_all_1d", "flow_usd,aum_usd,premium_discount", "-5.5,58113428801.37,"},
            {"funding_oi_weight_1d", "funding_close", "0.01451455"},
            {"funding_vol_weight_1d", "funding_close", "0.02"},
            {"futures_ohlcv_1d", "open,high,low,close,volume_usd", "4,6,3,5,1000"},
            {
                "futures_oi_agg_1d",
                "oi_total_close,oi_stable_close,oi_coinm_close,unit",
                "300,2,100,usd"
            },
            {"liquidation_agg_1d", "liq_long_usd,liq_short_usd", "7,8"},
            {"long_short_all_1d", "lsr_global,lsr_top_accounts,lsr_top_positions", ",1.14000,1.31"},
            {
                "orderbook_agg_futures_1d",
                "range_pct,bids_usd,asks_usd,bids_qty,asks_qty",
                "1.0,50,60,1,1"
            },
            {"spot_ohlcv_1d", "open,high,low,close,volume_usd", "1,2,1,2,3"},
            {"taker_vol_agg_futures_1d", "taker_buy_usd,taker_sell_usd", "11,12"},
        };
        var paths = new ArrayList<Path>();
        for (String[] file : files) {
            boolean names = !file[0].startsWith("coinbase");
            String symbol = file[0].startsWith("futures_ohlcv") ? "BTCUSDT," : "BTC,";
            String header = (names ? "symbol,ts_utc," : "ts_utc,") + file[1];
            String row = (names ? symbol : "") + day + "," + file[2];
            paths.add(imports.write(file[0] + ".csv", header + "\n" + row + "\n"));
        }
        imports.run(paths.toArray(Path[]::new));
        assertThat(imports.toldFacts().replace(" 2024-03-05T00:00:00Z over PT24H by coinglass", ""))
                .isEqualTo(
                        """
                        marginLong bitfinex BTC - - - 75000.5 of -
                        marginShort bitfinex BTC - - - 1200 of -
                        borrowRate coinglass BTC - - - 0.003 of -
                        spotPremium coinglass BTC - - - -0.001183 of -
                        etfFlow coinglass BTC - - - -5.5 of -
                        etfAssets coinglass BTC - - - 58113428801.37 of -
                        fundingRateByOpenInterest coinglass BTC - - - 0.0001451455 of -
                        fundingRateByVolume coinglass BTC - - - 0.0002 of -
                        price coinglass BTC 4 6 3 5 of -
                        futuresVolume coinglass BTC - - - 1000 of -
                        openInterest coinglass BTC - - - 300 of -
                        openInterestCoinMargin coinglass BTC - - - 100 of -
                        liquidatedLong coinglass BTC - - - 7 of -
                        liquidatedShort coinglass BTC - - - 8 of -
                        longShortTopAccounts coinglass BTC - - - 1.14 of -
                        longShortTopPositions coinglass BTC - - - 1.31 of -
                        bidDepth coinglass BTC - - - 50 of -
                        askDepth coinglass BTC - - - 60 of -
                        spotPrice coinglass BTC 1 2 1 2 of -
                        spotVolume coinglass BTC - - - 3 of -
                        takerBuy coinglass BTC - - - 11 of -
                        takerSell coinglass BTC - - - 12 of -\
                        """);
    }

    /// A book summed within another distance of the price is not comparable and is refused.
    @Test
    void coinglassDailyTakesDepthAtOnePercentOnly() {
        var imports = imports("coinglass-daily");
        var summary =
                imports.of(
                        "orderbook_agg_futures_1d.csv",
                        """
                        symbol,ts_utc,range_pct,bids_usd,asks_usd,bids_qty,asks_qty
                        BTC,2024-03-05 00:00:00+00,2,50,60,1,1
                        BTC,2024-03-05 00:00:00+00,1,40,30,1,1
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/1/0/1/0");
        assertThat(imports.problems(summary))
                .contains(
                        "orderbook_agg_futures_1d.csv:2:3 column range_pct: expected 1, found '2'");
    }

    /// The venue and the contract are in the name of the column; two columns of one name are two
    /// contracts. Funding is in percent.
    @Test
    void coinalyzeDailyTakesTheSubjectFromTheColumn() {
        var imports = imports("coinalyze-daily");
        var summary =
                imports.run(
                        imports.write(
                                "liquidation_history.csv",
                                """
                                t,BTC/USD - Gate.io_short,BTC/USD - Gate.io_long
                                2022-01-03,1.5,
                                2022-01-02,3,4
                                """),
                        imports.write(
                                "open_interest_history.csv",
                                """
                                t,BTC/USD - Kraken,BTC/USDT - WOO X,BTC/USD - Kraken
                                2022-01-02,10,,20.5
                                """),
                        imports.write(
                                "funding_rate_history.csv",
                                """
                                t,BTC/USDC - OKX
                                2022-10-19,-0.0054983595647
                                """));
        assertThat(summary.rows()).isEqualTo(4);
        assertThat(imports.toldFacts().replace(" over PT24H by coinalyze - - -", ""))
                .isEqualTo(
                        """
                        liquidatedShort gate-io BTC/USD 2022-01-03T00:00:00Z 1.5 of -
                        liquidatedLong gate-io BTC/USD 2022-01-02T00:00:00Z 4 of -
                        liquidatedShort gate-io BTC/USD 2022-01-02T00:00:00Z 3 of -
                        openInterest kraken BTC/USD#1 2022-01-02T00:00:00Z 10 of -
                        openInterest kraken BTC/USD#2 2022-01-02T00:00:00Z 20.5 of -
                        fundingRate okx BTC/USDC 2022-10-19T00:00:00Z -0.000054983595647 of -\
                        """);
        assertThat(summary.gaps(Channel.OPEN_INTEREST))
                .as("the contract without a value")
                .hasSize(1);
    }

    /// The order's side is the other side of the position. Value is the average price times what
    /// was filled: not the limit price, not the last column. `1000PEPE` is a thousand PEPE.
    @Test
    void binanceForcedOrdersAreValuedAtTheAveragePrice() {
        var imports = imports("binance-forced-orders");
        var summary =
                imports.of(
                        "orders.csv",
                        """
                        ME,BUY,LIMIT,IOC,4500.0,0.2139,0.2108477,FILLED,1032.0,4500.0,1766845883281,962.55
                        1000PEPE,SELL,LIMIT,IOC,10,0.5,0.4,FILLED,1,8,1766845884000,5,x
                        BTCUSDC,SELL,LIMIT,IOC,0.002,90000,89000.1,FILLED,0.002,0.002,1766845885000,180
                        BTC_260327,BUY,LIMIT,IOC,1,1,90000,FILLED,1,0.001,1766847000000,1
                        ETHBTC,BUY,LIMIT,IOC,1,1,0.03,FILLED,1,1,1766847000000,1
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 5/4/0/1/0");
        assertThat(imports.problems(summary))
                .isEqualTo(
                        "orders.csv:5:1 column symbol: expected a symbol that can be imported (its"
                                + " value is in BTC), found 'ETHBTC'; correct the cell or leave it"
                                + " empty, and import again");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidation binance-usdm MEUSDT 2025-12-27T14:31:23.281Z short 4500 at 0.2108477 \
                        fill worth 948.814650 sampled id -
                        liquidation binance-usdm 1000PEPEUSDT 2025-12-27T14:31:24Z long 8 at 0.4 fill worth \
                        3.200000 sampled id -
                        liquidation binance-usdm BTCUSDC 2025-12-27T14:31:25Z long 0.002 at 89000.1 fill \
                        worth 178.000200 sampled id -
                        liquidation binance-usdm BTCUSDT_260327 2025-12-27T14:50:00Z short 0.001 at 90000 \
                        fill worth 90.000000 sampled id -
                        covered binance-usdm * liquidations 2025-12-27T14:31:23.281Z/2025-12-27T14:31:25.001Z
                        covered binance-usdm * liquidations 2025-12-27T14:50:00Z/2025-12-27T14:50:00.001Z\
                        """);
        var pepe = imports.target().of(MarketEvent.Liquidation.class).get(1).instrument();
        assertThat(pepe.coin().symbol()).isEqualTo("PEPE");
        assertThat(pepe.coinsPerUnit()).isEqualTo(1000);
    }

    /// Seconds count from the document's `event_start`; they are counts, not orders.
    @Test
    void hlCascadeTimelineCountsBySecond() {
        var imports = imports("hl-cascade-timeline");
        var summary =
                imports.of(
                        "cascade.json",
                        """
                        {"event_start": "2025-10-10T21:15:03.127372+00:00", "delay_seconds": 61.7,
                         "timeline": [{"second": 0, "liquidations": 104, "adls": 0},
                                      {"second": 714, "liquidations": 2, "adls": 3}]}
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/2/0/0/0");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidationOrders hyperliquid all 2025-10-10T21:15:03.127372Z over PT1S by \
                        hyperliquid-cascade-study - - - 104 of 104
                        deleveragingOrders hyperliquid all 2025-10-10T21:15:03.127372Z over PT1S by \
                        hyperliquid-cascade-study - - - 0 of 0
                        liquidationOrders hyperliquid all 2025-10-10T21:26:57.127372Z over PT1S by \
                        hyperliquid-cascade-study - - - 2 of 2
                        deleveragingOrders hyperliquid all 2025-10-10T21:26:57.127372Z over PT1S by \
                        hyperliquid-cascade-study - - - 3 of 3
                        covered hyperliquid all liquidations 2025-10-10T21:15:03.127372Z/2025-10-10T21:26:58.127372Z
                        covered hyperliquid all deleveraging 2025-10-10T21:15:03.127372Z/2025-10-10T21:26:58.127372Z\
                        """);
    }

    @Test
    void hlPositionsKeepTheVenuesOwnLiquidationPrice() {
        var imports = imports("hl-positions");
        var summary =
                imports.of(
                        "positions.csv",
                        """
                        snapshot_utc,lists,address,account_value_usd,coin,direction,size_coin,entry_px,\
                        leverage,position_value_usd,unrealized_pnl_usd,liquidation_px
                        2026-02-04T09:34:27Z,daily|weekly,0xa1,2273.5,BTC,Short,1.5,87696.0,40.0,131544.25,\
                        1,256404.6670191535
                        2026-02-04T09:34:27.001Z,daily,0xa1,-5,kPEPE,Long,100,0.01,3,1,1,
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/2/0/0/0");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        position hyperliquid BTC 2026-02-04T09:34:27Z 0xa1 short 1.5 entry 87696 liquidated \
                        at 256404.6670191535 leverage 40 worth 131544.250000 equity 2273.500000
                        position hyperliquid kPEPE 2026-02-04T09:34:27.001Z 0xa1 long 100 entry 0.01 \
                        liquidated at - leverage 3 worth 1.000000 equity -5.000000\
                        """);
    }

    /// `is_buyer_maker` says that the seller was the aggressor. The symbol is in the file's name.
    @Test
    void binanceUmTradesTakeTheSymbolFromTheFileAndHeaderOrNone() {
        String rows =
                """
                66119037,0.14327,116,16.61,1753920002864,true
                66119038,0.14326,62,8.88,1753920002865,False
                """;
        String expected =
                """
                trade binance-usdm 1000XUSDT 2025-07-31T00:00:02.864Z sell 116 at 0.14327 id 66119037
                trade binance-usdm 1000XUSDT 2025-07-31T00:00:02.865Z buy 62 at 0.14326 id 66119038
                covered binance-usdm 1000XUSDT trades 2025-07-31T00:00:02.864Z/2025-07-31T00:00:02.866Z\
                """;
        for (String header : List.of("", "id,price,qty,quote_qty,time,is_buyer_maker\n")) {
            var imports = imports("binance-um-trades");
            imports.of("1000XUSDT-trades-2025-07-31.csv", header + rows);
            assertThat(imports.told()).as("header '%s'", header).isEqualTo(expected);
        }
    }

    @Test
    void binanceUmAggTradesAreTradesByTheirAggregateId() {
        var imports = imports("binance-um-agg-trades", ImportOptions.none().withSymbol("BTCUSDT"));
        imports.of(
                "any.csv",
                """
                agg_trade_id,price,quantity,first_trade_id,last_trade_id,transact_time,is_buyer_maker
                2804871623,117771.1,0.16,6483,6484,1753920000000,false
                """);
        assertThat(imports.toldFacts())
                .isEqualTo(
                        "trade binance-usdm BTCUSDT 2025-07-31T00:00:00Z buy 0.16 at 117771.1 id"
                                + " 2804871623");
    }

    /// Two days that do not follow each other leave the day between uncovered; days that do are one
    /// stretch.
    @Test
    void archivesOfSeveralDaysCoverNoDayThatWasNotImported() {
        var imports = imports("binance-um-agg-trades");
        String row = ",1,1,1,1,%d,true\n";
        long hour = 3_600_000L;
        long first = 1753920000000L;
        String[] names = {
            "AUSDT-aggTrades-2025-07-31.csv",
            "AUSDT-aggTrades-2025-08-01.csv",
            "AUSDT-aggTrades-2025-08-03.csv"
        };
        var files = new ArrayList<Path>();
        for (int i = 0; i < names.length; i++) {
            long day = first + (i == 2 ? 72 : i * 24) * hour;
            files.add(
                    imports.write(
                            names[i],
                            1
                                    + String.format(Locale.ROOT, row, day)
                                    + 2
                                    + String.format(Locale.ROOT, row, day + 24 * hour - 1000)));
        }
        var summary = imports.run(files.toArray(Path[]::new));
        assertThat(summary.gaps(Channel.TRADES).toString())
                .isEqualTo("[2025-08-01T23:59:59.001Z/2025-08-03T00:00:00Z]");
    }

    @Test
    void binanceUmMetricsAreOpenInterestAndThreeRatios() {
        var imports = imports("binance-um-metrics");
        var summary =
                imports.of(
                        "BTCUSDT-metrics-2024-08-12.csv",
                        """
                        create_time,symbol,sum_open_interest,sum_open_interest_value,\
                        count_toptrader_long_short_ratio,sum_toptrader_long_short_ratio,\
                        count_long_short_ratio,sum_taker_long_short_vol_ratio
                        2024-08-12 09:05:00,BTCUSDT,70000.123,4000000000.5,1.4,2.0,1.6,0.9
                        2024-08-12 09:15:00,BTCUSDT,70001,4000000001,,,,
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 2/2/0/0/0");
        assertThat(imports.told())
                .isEqualTo(
                        """
                        openInterest binance-usdm BTCUSDT 2024-08-12T09:05:00Z 70000.123 worth 4000000000.500000
                        ratio binance-usdm BTCUSDT 2024-08-12T09:05:00Z all_accounts 1.6
                        ratio binance-usdm BTCUSDT 2024-08-12T09:05:00Z top_accounts 1.4
                        ratio binance-usdm BTCUSDT 2024-08-12T09:05:00Z top_positions 2
                        openInterest binance-usdm BTCUSDT 2024-08-12T09:15:00Z 70001 worth 4000000001.000000
                        covered binance-usdm BTCUSDT openInterest 2024-08-12T09:05:00Z/2024-08-12T09:10:00Z
                        covered binance-usdm BTCUSDT openInterest 2024-08-12T09:15:00Z/2024-08-12T09:20:00Z
                        covered binance-usdm BTCUSDT longShortRatio 2024-08-12T09:05:00Z/2024-08-12T09:10:00Z\
                        """);
    }

    @Test
    void binanceUmFundingIsAFractionWithItsOwnInterval() {
        var imports = imports("binance-um-funding");
        imports.of(
                "BTCUSDT-fundingRate-2024-03.csv",
                """
                calc_time,funding_interval_hours,last_funding_rate
                1709251200000,8,0.00012345
                1709265600000,4,-0.0001
                """);
        assertThat(imports.toldFacts())
                .isEqualTo(
                        """
                        funding binance-usdm BTCUSDT 2024-03-01T00:00:00Z 0.00012345 per PT8H settled
                        funding binance-usdm BTCUSDT 2024-03-01T04:00:00Z -0.0001 per PT4H settled\
                        """);
    }

    /// Contracts of 100 USD (BTC) or 10 USD, worth the same at any price; the archive prints every
    /// row twice.
    @Test
    void binanceCmLiquidationsAreInverseAndComeTwice() {
        var imports = imports("binance-cm-liquidations");
        String header =
                "time,side,order_type,time_in_force,original_quantity,price,average_price,"
                        + "order_status,last_fill_quantity,accumulated_fill_quantity\n";
        String row = "1687656471926,BUY,LIMIT,IOC,7,30700.1,30631.6,FILLED,7,7\n";
        var summary =
                imports.run(
                        imports.write(
                                "BTCUSD_PERP-liquidationSnapshot-2023-06-25.csv",
                                header + row + row),
                        imports.write(
                                "ADAUSD_PERP-liquidationSnapshot-2023-06-25.csv", header + row));
        assertThat(summary.added()).isEqualTo(2);
        assertThat(summary.duplicates()).isEqualTo(1);
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidation binance-coinm BTCUSD_PERP 2023-06-25T01:27:51.926Z short 7 at 30631.6 \
                        fill worth 700.000000 sampled id -
                        liquidation binance-coinm ADAUSD_PERP 2023-06-25T01:27:51.926Z short 7 at 30631.6 \
                        fill worth 70.000000 sampled id -\
                        """);
    }

    /// Amounts are in the venue's unit, so only venues whose unit is known are taken. An id that is
    /// no number becomes 64 bits of it: FNV-1a of `aa-01`.
    @Test
    void tardisTradesKnowThreeVenuesAndRefuseTheOthers() {
        var imports = imports("tardis-trades");
        var summary =
                imports.of(
                        "trades.csv",
                        """
                        exchange,symbol,timestamp,local_timestamp,id,side,price,amount
                        bitmex,XBTUSD,1583020803145000,1583020803307160,aa-01,sell,8531.5,2152
                        binance-futures,BTCUSDT,1583020803145001,1583020803307160,17,buy,8531.5,0.25
                        okex-swap,BTC-USDT-SWAP,1583020803145001,1583020803307160,17,buy,8531.5,3
                        """);
        assertThat(Imports.counts(summary)).isEqualTo("READ 3/2/0/1/0");
        assertThat(imports.toldFacts())
                .isEqualTo(
                        """
                        trade bitmex XBTUSD 2020-03-01T00:00:03.145Z sell 2152 at 8531.5 id 1187687127814496881
                        trade binance-usdm BTCUSDT 2020-03-01T00:00:03.145001Z buy 0.25 at 8531.5 id 17\
                        """);
        assertThat(imports.problems(summary)).contains(":4:2 column symbol:");
    }

    /// A `buy` closes a short; the price is the limit, since the feed gives no other.
    @Test
    void tardisLiquidationsAreOrders() {
        var imports = imports("tardis-liquidations");
        imports.of(
                "liquidations.csv",
                """
                exchange,symbol,timestamp,local_timestamp,id,side,price,amount
                binance-futures,BTCUSDT,1629849600123000,1629849600223000,,buy,49000.5,0.1
                binance-futures,BTCUSDT,1629849600124000,1629849600223000,,sell,49000.5,0.2
                """);
        assertThat(imports.told())
                .isEqualTo(
                        """
                        liquidation binance-usdm BTCUSDT 2021-08-25T00:00:00.123Z short 0.1 at 49000.5 \
                        limit worth 4900.050000 sampled id -
                        liquidation binance-usdm BTCUSDT 2021-08-25T00:00:00.124Z long 0.2 at 49000.5 limit \
                        worth 9800.100000 sampled id -\
                        """);
    }
}
