package spillway.venues.protocol;

/// What a message about the connection says.
public enum ControlKind {
    /// A request was taken. Proves nothing: venues acknowledge names that they will never send.
    ACK,
    /// A request was refused.
    REFUSED,
    /// The venue wants an answer.
    PING,
    /// The answer to our ping.
    PONG,
    /// Something for people to read, such as an announced restart.
    NOTICE
}
