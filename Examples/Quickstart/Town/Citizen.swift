import DeskTestKit
import ServiceDesk

/// Somebody who lives in the town, with the addresses they use.
struct Citizen: Sendable {
    /// Counts the citizens of the day.
    let number: Int
    let name: String
    let language: LanguageTag
    let mail: String
    let phone: String
    let handle: String

    /// Makes up a citizen.
    init(number: Int, language: LanguageTag, using random: inout SeededGenerator) {
        let names = language == .english ? Self.english : language == .swedish ? Self.swedish : Self.finnish
        let given = random.pick(names.given) ?? ""
        let family = random.pick(names.family) ?? ""
        self.number = number
        self.language = language
        name = "\(given) \(family)"
        let slug = Self.ascii(given) + "." + Self.ascii(family)
        mail = "\(slug)\(number)@posti.example"
        let digits = "\(1_000_000 + number * 7_919 % 9_000_000)"
        phone = "+35840\(digits)"
        handle = "\(Self.ascii(given))\(number)"
    }

    private static func ascii(_ name: String) -> String {
        String(
            name.lowercased().map { character in
                switch character {
                case "ä", "å": "a"
                case "ö": "o"
                case "é": "e"
                default: character
                }
            })
    }

    private static let finnish = (
        given: [
            "Aada", "Antti", "Eeva", "Elias", "Elina", "Esa", "Hanna", "Heikki", "Iida", "Ilkka", "Jaana", "Janne",
            "Johanna", "Juha", "Kaisa", "Kari", "Leena", "Lauri", "Maija", "Marko", "Minna", "Niko", "Noora", "Olli",
            "Outi", "Petri", "Pirjo", "Riikka", "Sami", "Sanna", "Seppo", "Tarja", "Teemu", "Tiina", "Tuomas", "Venla",
        ],
        family: [
            "Aalto", "Ahonen", "Hakala", "Heikkinen", "Hiltunen", "Jokinen", "Järvinen", "Kallio", "Karjalainen",
            "Kinnunen", "Korhonen", "Koskinen", "Laine", "Lehtonen", "Leppänen", "Mäkelä", "Mäkinen", "Niemi",
            "Nieminen", "Ojala", "Pitkänen", "Rantanen", "Salo", "Saarinen", "Toivonen", "Turunen", "Virtanen",
            "Väisänen",
        ]
    )
    private static let swedish = (
        given: ["Anders", "Birgitta", "Camilla", "Göran", "Linnéa", "Mats", "Oskar", "Ulla"],
        family: ["Backman", "Ekholm", "Forsman", "Granlund", "Holmberg", "Lindqvist", "Nyman", "Söderström"]
    )
    private static let english = (
        given: ["Amina", "Ben", "Chloe", "Daniel", "Farid", "Grace", "Ivan", "Mei", "Omar", "Priya"],
        family: ["Adeyemi", "Baker", "Chen", "Hussein", "Khan", "Nguyen", "Petrov", "Singh", "Taylor", "Zhang"]
    )
}

/// Where citizens are on their way with what they want of the town.
extension Citizen {
    /// What a contact on a channel tells about who it is from.
    ///
    /// - Parameter alsoGiving: Other channels whose address the citizen gives of their own accord, such as a telephone
    ///   number under a mail.
    func claims(on channel: ChannelID, ticket: Int, alsoGiving: [ChannelID] = []) throws -> IdentityClaims {
        let points = try ([channel] + alsoGiving).map { try point(on: $0, ticket: ticket) }
        return try IdentityClaims(points: points, name: channel == "social" ? nil : name, language: language)
    }

    private func point(on channel: ChannelID, ticket: Int) throws -> ContactPoint {
        switch channel {
        case "phone", "text": try .phone(phone)
        case "chat": try .handle(network: "web", name: handle)
        case "social": try .handle(network: "town-feed", name: handle)
        case "counter": try .ticket("A\(ticket)")
        default: try .mail(mail)
        }
    }
}
