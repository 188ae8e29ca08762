import DeskTestKit
import ServiceDesk

/// What people say on this day.
enum Wording {
    /// A request about a topic.
    static func request(_ topic: TopicID, in language: LanguageTag, using random: inout SeededGenerator) -> String {
        let texts = requests[language.rawValue]?[topic.rawValue] ?? requests["fi"]?[topic.rawValue] ?? []
        return random.pick(texts) ?? "Hei!"
    }

    /// The subject of a mail about a topic.
    static func subject(_ topic: TopicID, in language: LanguageTag) -> String {
        let subjects = language == .english ? englishSubjects : language == .swedish ? swedishSubjects : finnishSubjects
        return subjects[topic.rawValue] ?? "Kysymys"
    }

    /// What somebody who is content writes back to a question of a survey; nil for one that nobody answers in that language.
    static func rating(of question: String, in language: LanguageTag) -> String? {
        guard language == .finnish || language == .english else { return nil }
        let isFinnish = language == .finnish
        switch question {
        case "resolved": return isFinnish ? "Kyllä" : "Yes"
        case "service": return "5"
        case "recommend": return isFinnish ? "9 kiitos" : "9 thanks"
        case "effort": return "6"
        default: return nil
        }
    }

    /// What a citizen who was asked something answers.
    static func answer(in language: LanguageTag) -> String {
        switch language {
        case .english: "Here is what you asked for. Thank you for looking into it."
        case .swedish: "Här är uppgifterna ni bad om. Tack!"
        default: "Tässä pyytämänne tiedot. Kiitos, että selvitätte asiaa."
        }
    }

    /// A thank-you.
    static func thanks(in language: LanguageTag) -> String {
        switch language {
        case .english: "Thank you, that helped!"
        case .swedish: "Tack så mycket!"
        default: "Kiitos, tästä oli apua!"
        }
    }

    /// The word that it was not settled after all.
    static func stillOpen(in language: LanguageTag) -> String {
        switch language {
        case .english: "I tried what you wrote, but it does not work yet."
        case .swedish: "Jag försökte, men det fungerar fortfarande inte."
        default: "Kokeilin neuvoanne, mutta asia ei vielä järjestynyt."
        }
    }

    /// The question where an answer stays.
    static func reminder(in language: LanguageTag) -> String {
        switch language {
        case .english: "I wrote this morning and would like to know how it stands."
        case .swedish: "Jag skrev i morse och undrar hur ärendet går framåt."
        default: "Kirjoitin teille aamulla. Miten asiani etenee?"
        }
    }

    /// What an agent says while working on something.
    static func agent(_ line: AgentLine, in language: LanguageTag) -> String {
        switch (line, language) {
        case (.greeting, .english): "Good day, let us look at it together."
        case (.greeting, .swedish): "God dag, vi ser på det tillsammans."
        case (.greeting, _): "Hei, katsotaan asiaa yhdessä."
        case (.answer, .english): "You will find the answer below. Do write again if something is unclear."
        case (.answer, .swedish): "Här kommer svaret. Hör av er om något är oklart."
        case (.answer, _): "Alla vastaus kysymykseesi. Kirjoitathan uudelleen, jos jokin jäi epäselväksi."
        case (.question, .english): "Could you tell us the address, please? Then we can go on at once."
        case (.question, .swedish): "Kan ni berätta adressen? Då kan vi fortsätta genast."
        case (.question, _): "Kertoisitko vielä osoitteen? Sitten pääsemme heti eteenpäin."
        case (.inHand, .english): "We have asked the contractor and come back to you today."
        case (.inHand, .swedish): "Vi har frågat entreprenören och återkommer i dag."
        case (.inHand, _): "Kysyimme asiaa urakoitsijalta ja palaamme siihen vielä tänään."
        case (.promise, .english): "I will find out and ring you back."
        case (.promise, .swedish): "Jag tar reda på saken och ringer upp."
        case (.promise, _): "Selvitän asian ja soitan takaisin."
        }
    }

    /// What agents say.
    enum AgentLine { case greeting, answer, question, inHand, promise }

    /// What is said in public.
    static func publicPost(_ purpose: PlannedContact.Purpose, using random: inout SeededGenerator) -> String {
        switch purpose {
        case .praise: random.pick(praise) ?? ""
        case .criticism: random.pick(criticism) ?? ""
        case .indiscreetRequest: random.pick(indiscreet) ?? ""
        default: random.pick(asksInPublic) ?? ""
        }
    }

    private static let praise = [
        "Kiitos Lehtolan kaupungille: hiekoitus oli tehty jo kuudelta aamulla!",
        "Sain neuvonnasta niin ystävällistä apua, että päivä pelastui.",
        "Rakennusvalvonnan Siiri selitti luvat niin, että ymmärsin kerralla. Kiitos!",
        "Great service at the town desk today, thank you!",
        "Uusi leikkipuisto on hieno, lapset eivät halua kotiin.",
    ]
    private static let criticism = [
        "Miksi Koivukatu aurataan aina viimeisenä?",
        "Roska-astia tyhjentämättä jo toista viikkoa. Noloa.",
        "Puhelimessa saa odottaa ihan liian kauan.",
    ]
    private static let asksInPublic = [
        "Milloin Rantatie aurataan?", "Mihin viedään vanha sohva?", "Onko uimahalli auki hiihtolomalla?",
        "Where can I ask about daycare in English?",
    ]
    private static let indiscreet = [
        "Lapseni Eetun hakemus 1234 on vieläkin käsittelemättä, soittakaa numeroon 040 1234567.",
        "Lasku tuli väärään osoitteeseen, asun nyt Koivukatu 3 B 12. Korjatkaa!",
        "Päätös toimeentulosta ei ole tullut, henkilötunnukseni saatte vaikka tästä.",
    ]

    private static let finnishSubjects = [
        "daycare": "Varhaiskasvatuspaikka", "waste": "Jäteastian tyhjennys", "permits": "Rakennuslupa",
        "streets": "Kadun kunnossapito", "billing": "Lasku", "passports": "Passi",
    ]
    private static let swedishSubjects = [
        "daycare": "Dagvårdsplats", "waste": "Sopkärl", "permits": "Bygglov", "streets": "Gatuunderhåll",
        "billing": "Faktura", "passports": "Pass",
    ]
    private static let englishSubjects = [
        "daycare": "Daycare place", "waste": "Waste bin", "permits": "Building permit", "streets": "Street upkeep",
        "billing": "Invoice", "passports": "Passport",
    ]

    private static let requests: [String: [String: [String]]] = [
        "fi": [
            "daycare": [
                "Milloin syksyn varhaiskasvatuspaikoista päätetään?", "Voiko hoitoaikaa muuttaa kesken kuukauden?",
                "Tarvitsemme hoitopaikan jo huhtikuusta alkaen.", "Miten ilmoitan lapsen poissaolosta?",
            ],
            "waste": [
                "Jäteastiaa ei ole tyhjennetty.", "Miten tilaan biojäteastian?", "Mihin viedään maalijätteet?",
                "Tyhjennysväli pitäisi muuttaa neljään viikkoon.",
            ],
            "permits": [
                "Tarvitseeko saunan rakentaminen luvan?", "Missä vaiheessa hakemukseni on?",
                "Haluaisin varata ajan rakennusvalvontaan.", "Saako terassin kattaa ilman lupaa?",
            ],
            "streets": [
                "Katumme on auraamatta.", "Jalkakäytävä on peilijäässä koulun edessä.", "Katuvalo on rikki.",
                "Lumivalli peittää risteyksen näkyvyyden.", "Leikkipuiston keinu on poikki.",
            ],
            "billing": [
                "Sain laskun kahteen kertaan.", "Voiko laskun eräpäivää siirtää?", "Laskun summa ei täsmää.",
                "Haluaisin e-laskun.",
            ],
            "passports": ["Miten saan passin?", "Voiko passikuvan ottaa teillä?"],
        ],
        "sv": [
            "daycare": ["När besluts det om dagvårdsplatserna för hösten?"],
            "waste": ["Sopkärlet har inte tömts."], "permits": ["Behöver jag lov för en bastu?"],
            "streets": ["Vår gata är oplogad."], "billing": ["Fakturan kom två gånger."],
            "passports": ["Hur får jag pass?"],
        ],
        "en": [
            "daycare": ["When will places for the autumn be decided?", "We need a daycare place from April on."],
            "waste": ["Our bin was not emptied.", "How do I sort paint?"],
            "permits": ["Do I need a permit for a sauna?"], "streets": ["Our street has not been ploughed."],
            "billing": ["I got the same invoice twice."], "passports": ["How do I get a passport?"],
        ],
    ]
}
