/// An address of a mail's header block with the name beside it.
public struct MailAddress: Hashable, Sendable {
    /// The name as the mail shows it, decoded, on one line of at most `Limits.lineBytes`; nil when it shows none.
    public let name: String?
    /// The address as it stands, without route, comments and folding.
    public let address: String
    /// The address in normal form; nil when it has a form that desks do not answer, such as a quoted local part.
    public let point: ContactPoint?

    init(name: String?, address: String) {
        self.name = name
        self.address = address
        point = try? .mail(address)
    }
}
