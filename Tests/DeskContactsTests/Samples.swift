import DeskContacts
import DeskPrimitives

/// 2026-03-02T08:00:00Z.
let morning = Instant(seconds: 1_772_438_400)

let digest = KeyedDigest(secret: Array("a secret of the host, 32 bytes..".utf8))

func strong(_ value: String, scheme: String = "customer") throws -> StrongIdentifier {
    try StrongIdentifier(scheme: scheme, value: value)
}

func person(
    _ id: PersonID, name: String? = nil, strong: [StrongIdentifier] = [], mail: [String] = [], phone: [String] = [],
    handle: [String] = [], isProvisional: Bool = false, createdAt: Instant = morning - .days(30),
    mergedInto: PersonID? = nil
) throws -> Person {
    try Person(
        id: id, name: name, strongIdentifiers: strong, points: points(mail: mail, phone: phone, handle: handle),
        isProvisional: isProvisional, createdAt: createdAt, mergedInto: mergedInto, digest: digest)
}

func points(mail: [String] = [], phone: [String] = [], handle: [String] = []) throws -> [ContactPoint] {
    try mail.map { try ContactPoint.mail($0) } + phone.map { try ContactPoint.phone($0) }
        + handle.map { try ContactPoint.handle(network: "net", name: $0) }
}

func claims(
    strong: [StrongIdentifier] = [], mail: [String] = [], phone: [String] = [], handle: [String] = [],
    name: String? = nil, language: LanguageTag? = nil
) throws -> IdentityClaims {
    try IdentityClaims(
        strong: strong, points: points(mail: mail, phone: phone, handle: handle), name: name, language: language)
}

func resolve(_ claims: IdentityClaims, _ persons: [Person], newID: PersonID = "new") -> IdentityDecision {
    IdentityResolver.resolve(claims, among: persons, digest: digest, newID: newID, at: morning)
}

/// The refusal that a call ends with; nil when it succeeds.
func refusal(_ body: () throws -> Void) -> Refusal? {
    do {
        try body()
        return nil
    } catch let refusal as Refusal {
        return refusal
    } catch {
        return nil
    }
}

func stored<Value: Codable & Sendable>(_ value: Value) throws -> Value {
    try RecordDecoder().decode(Value.self, from: RecordEncoder().encode(value))
}

/// SplitMix64 (Steele, Lea, Flood 2014): small, seeded, the same everywhere.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &self) < percent }

    mutating func subset<Element>(_ elements: [Element], percent: Int) -> [Element] {
        elements.filter { _ in chance(percent) }
    }
}
