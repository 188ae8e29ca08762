import DeskPrimitives

/// Words for tests, values and outcomes in English and Finnish.
enum RoutingSentences {
    /// “a, b and c”.
    static func list(_ parts: [String], in language: LanguageTag) -> String {
        guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
        return parts.dropLast().joined(separator: ", ") + language.pick(en: " and ", fi: " ja ") + last
    }

    /// What the tests of a condition ask, as it follows the name of the attribute.
    static func tests(_ tests: [RoutingTest], orMissing: Bool, in language: LanguageTag) -> String {
        var parts = tests.map { test($0, in: language) }
        if orMissing { parts = [parts.joined(separator: language.pick(en: " and ", fi: " ja "))] }
        return list(parts, in: language) + (orMissing ? language.pick(en: " or is missing", fi: " tai puuttuu") : "")
    }

    static func test(_ test: RoutingTest, in language: LanguageTag) -> String {
        switch test {
        case .isIn(let symbols):
            return oneOf(symbols, in: language)
        case .isOneOf(let numbers):
            return oneOf(numbers.map(String.init), in: language)
        case .isNotIn(let symbols):
            let names = symbols.joined(separator: ", ")
            return symbols.count == 1
                ? language.pick(en: "is not \(names)", fi: "ei ole \(names)")
                : language.pick(en: "is none of \(names)", fi: "ei ole mikään näistä: \(names)")
        case .equals(let number): return language.pick(en: "is \(number)", fi: "on \(number)")
        case .differs(let number): return language.pick(en: "is not \(number)", fi: "ei ole \(number)")
        case .atLeast(let number): return language.pick(en: "is at least \(number)", fi: "on vähintään \(number)")
        case .moreThan(let number): return language.pick(en: "is more than \(number)", fi: "on yli \(number)")
        case .atMost(let number): return language.pick(en: "is at most \(number)", fi: "on enintään \(number)")
        case .lessThan(let number): return language.pick(en: "is less than \(number)", fi: "on alle \(number)")
        case .between(let low, let high):
            return language.pick(en: "is between \(low) and \(high)", fi: "on vähintään \(low) ja enintään \(high)")
        case .is(let flag): return language.pick(en: "is \(flag)", fi: flag ? "on tosi" : "on epätosi")
        case .containsAny(let symbols):
            let names = symbols.joined(separator: ", ")
            return language.pick(en: "has any of \(names)", fi: "sisältää jonkin näistä: \(names)")
        case .containsAll(let symbols):
            let names = symbols.joined(separator: ", ")
            return language.pick(en: "has all of \(names)", fi: "sisältää kaikki nämä: \(names)")
        case .containsNone(let symbols):
            let names = symbols.joined(separator: ", ")
            return language.pick(en: "has none of \(names)", fi: "ei sisällä mitään näistä: \(names)")
        case .isEmpty(let flag):
            return flag
                ? language.pick(en: "is empty", fi: "on tyhjä") : language.pick(en: "is not empty", fi: "ei ole tyhjä")
        case .within(let ranges):
            let names = ranges.map { range($0, in: language) }.joined(separator: ", ")
            return language.pick(en: "is within \(names)", fi: "on aikavälillä \(names)")
        case .missing(let flag):
            return flag
                ? language.pick(en: "is missing", fi: "puuttuu") : language.pick(en: "is known", fi: "on tiedossa")
        }
    }

    private static func oneOf(_ names: [String], in language: LanguageTag) -> String {
        let text = names.joined(separator: ", ")
        return names.count == 1
            ? language.pick(en: "is \(text)", fi: "on \(text)")
            : language.pick(en: "is one of \(text)", fi: "on jokin näistä: \(text)")
    }

    /// A contact's value.
    static func value(_ value: RoutingValue?, in language: LanguageTag) -> String {
        switch value {
        case nil: return language.pick(en: "missing", fi: "tuntematon")
        case .symbol(let text): return text
        case .integer(let number): return "\(number)"
        case .boolean(let flag): return language.pick(en: "\(flag)", fi: flag ? "tosi" : "epätosi")
        case .set(let symbols):
            return symbols.isEmpty ? language.pick(en: "empty", fi: "tyhjä") : symbols.joined(separator: ", ")
        case .instant(let instant): return instant.description
        case .minuteOfWeek(let minute): return Self.minute(minute, in: language)
        }
    }

    private static func range(_ range: WeekRange, in language: LanguageTag) -> String {
        "\(minute(range.start, in: language))–\(minute(range.end, in: language))"
    }

    private static func minute(_ minute: Int, in language: LanguageTag) -> String {
        guard (0...WeekRange.minutesPerWeek).contains(minute) else { return "\(minute)" }
        let days = language.pick(en: "Mon Tue Wed Thu Fri Sat Sun Mon", fi: "ma ti ke to pe la su ma").split(
            separator: " ")
        let hour = minute % 1_440 / 60
        let rest = minute % 60
        let padded = rest < 10 ? "0\(rest)" : "\(rest)"
        return language.pick(
            en: "\(days[minute / 1_440]) \(hour < 10 ? "0" : "")\(hour):\(padded)",
            fi: "\(days[minute / 1_440]) \(hour).\(padded)")
    }

    /// Which rule decided, and the outcome.
    static func verdict(rules: [String], outcome: RoutingOutcome?, in language: LanguageTag) -> String {
        guard let outcome else {
            return language.pick(
                en: "No rule matched, and the table does not say what happens then.",
                fi: "Mikään sääntö ei täyttynyt, eikä taulukko kerro, mitä silloin tapahtuu.")
        }
        let rest = Self.outcome(outcome, in: language)
        if rules.isEmpty {
            return language.pick(
                en: "No rule matched, so what the table gives otherwise applies. ",
                fi: "Mikään sääntö ei täyttynyt, joten noudatetaan taulukon oletusta. ") + rest
        }
        if rules.count == 1 {
            return language.pick(en: "Rule “\(rules[0])” matched. ", fi: "Sääntö ”\(rules[0])” täyttyi. ") + rest
        }
        let names = list(rules.map { language.pick(en: "“\($0)”", fi: "”\($0)”") }, in: language)
        return language.pick(en: "Rules \(names) matched. ", fi: "Säännöt \(names) täyttyivät. ") + rest
    }

    /// Where the work goes and what it needs.
    static func outcome(_ outcome: RoutingOutcome?, in language: LanguageTag) -> String {
        guard let outcome else { return "" }
        let where_ = language.pick(
            en: "The work goes to queue \(outcome.queue) with urgency \(outcome.urgency)",
            fi: "Työ menee jonoon \(outcome.queue) kiireellisyydellä \(outcome.urgency)")
        guard !outcome.skills.isEmpty else { return where_ + "." }
        return where_
            + language.pick(
                en: " and needs \(skills(outcome.skills, in: language)).",
                fi: outcome.skills.count == 1
                    ? " ja vaatii taidon \(skills(outcome.skills, in: language))."
                    : " ja vaatii seuraavat taidot: \(skills(outcome.skills, in: language)).")
    }

    /// “fraud at level 3 or higher and finnish at level 2 or higher”.
    static func skills(_ skills: [SkillRequirement], in language: LanguageTag) -> String {
        list(
            skills.map {
                language.pick(
                    en: "\($0.skill) at level \($0.atLeast) or higher",
                    fi: "\($0.skill) vähintään tasolla \($0.atLeast)")
            }, in: language)
    }
}
