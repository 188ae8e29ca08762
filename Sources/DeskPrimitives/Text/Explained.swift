/// A decision that can say in a sentence why it is what it is.
///
/// The value itself is the explanation as data; the sentence is made only when somebody asks.
public protocol Explained {
    /// One or a few sentences in a language; English when the language is not one of the library's (English, Finnish).
    func sentence(in language: LanguageTag) -> String
}

extension LanguageTag {
    /// Chooses the Finnish text for Finnish, the English one for everything else.
    package func pick(en: @autoclosure () -> String, fi: @autoclosure () -> String) -> String {
        primary == .finnish ? fi() : en()
    }
}
