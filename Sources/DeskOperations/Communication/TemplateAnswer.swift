public import DeskChannels

/// An answer made with a template.
public struct TemplateAnswer: Hashable, Sendable {
    /// The template.
    public var template: TemplateID
    /// A value for each of its placeholders.
    public var values: [String: TemplateValue]
    /// What is sent instead of the filled template, when the agent has adapted it; nil to send it as it is.
    public var text: String?

    /// Creates an answer.
    public init(_ template: TemplateID, values: [String: TemplateValue] = [:], text: String? = nil) {
        self.template = template
        self.values = values
        self.text = text
    }
}
