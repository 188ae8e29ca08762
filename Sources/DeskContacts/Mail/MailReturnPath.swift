/// Where failures to deliver a mail are reported.
public enum MailReturnPath: Hashable, Sendable {
    /// Nowhere (`<>`): the mail is itself such a report and must never be answered.
    case null
    /// To an address.
    case address(MailAddress)
}
