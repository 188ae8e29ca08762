/// A survey that a citizen answers with text messages, as both sides see it.
struct SurveyTalk: Sendable {
    /// A message of one of the two.
    struct Line: Sendable {
        let isCitizen: Bool
        let text: String
    }

    /// Everything that was written, in order.
    private(set) var lines: [Line] = []
    private var address: String?

    /// Whether a message to an address is part of it: the first address decides.
    func belongs(to address: String) -> Bool { self.address == nil || self.address == address }

    /// Notes what the desk wrote.
    mutating func hear(_ text: String, from address: String) {
        self.address = address
        lines.append(Line(isCitizen: false, text: text))
    }

    /// Notes what the citizen wrote.
    mutating func say(_ text: String) { lines.append(Line(isCitizen: true, text: text)) }
}
