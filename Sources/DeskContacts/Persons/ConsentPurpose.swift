public import DeskPrimitives

/// The subject of ``ConsentPurpose``.
public enum ConsentPurposeSubject {}

/// What a consent is for; a desk may name its own.
public typealias ConsentPurpose = Identifier<ConsentPurposeSubject>

extension Identifier where Subject == ConsentPurposeSubject {
    /// Being asked how it went.
    public static var survey: ConsentPurpose { "survey" }
    /// Being told of offers.
    public static var marketing: ConsentPurpose { "marketing" }
    /// Being quoted in public.
    public static var reference: ConsentPurpose { "reference" }
    /// Having calls recorded.
    public static var recording: ConsentPurpose { "recording" }
}
