package spillway.venues.okx;

/// The resources of OKX that give longs per short of a contract.
final class OkxRatios {
    static final String PATH = "/api/v5/rubik/stat/contracts/";
    static final String ALL_ACCOUNTS = "long-short-account-ratio-contract";
    static final String TOP_ACCOUNTS = "long-short-account-ratio-contract-top-trader";
    static final String TOP_POSITIONS = "long-short-position-ratio-contract-top-trader";

    private OkxRatios() {}
}
