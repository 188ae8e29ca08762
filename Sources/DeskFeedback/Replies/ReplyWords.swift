/// The words of answers in Finnish and English, in lower case.
enum ReplyWords {
    /// The numbers 0 … 10 as words: written, spoken, as school marks, without dots, and the English ones.
    static let numbers: [String: Int] = {
        let words: [[String]] = [
            ["nolla", "nollan", "zero", "nil"],
            ["yksi", "yks", "ykkönen", "ykkösen", "ykkonen", "one"],
            ["kaksi", "kaks", "kakkonen", "kakkosen", "two"],
            ["kolme", "kolmonen", "kolmosen", "three"],
            ["neljä", "nelja", "nelonen", "nelosen", "four"],
            ["viisi", "viis", "viitonen", "viitosen", "vitonen", "vitosen", "five"],
            ["kuusi", "kuus", "kuutonen", "kuutosen", "kutonen", "kutosen", "six"],
            [
                "seitsemän", "seitseman", "seittemän", "seitemän", "seiska", "seiskan", "seitsikko", "seven",
            ],
            ["kahdeksan", "kaheksan", "kasi", "kasin", "kahdeksikko", "eight"],
            ["yhdeksän", "yhdeksan", "yheksän", "yheksan", "ysi", "ysin", "nine"],
            ["kymmenen", "kymmenän", "kymppi", "kympin", "kybä", "kymmen", "ten"],
        ]
        var numbers: [String: Int] = [:]
        for (number, names) in words.enumerated() {
            for name in names { numbers[name] = number }
        }
        return numbers
    }()

    static let yes: Set<String> = [
        "kyllä", "kylla", "joo", "juu", "jep", "kyl", "k", "on", "oli", "hoitui", "ratkesi", "onnistui", "yes", "y",
        "yeah", "yep", "sure", "yup",
    ]
    static let no: Set<String> = ["ei", "e", "eipä", "eikä", "no", "n", "nope", "nah"]

    /// What may stand with a yes: “kyllä hoitui”, “yes it was”.
    static let yesFollowers: Set<String> = [
        "hoitui", "ratkesi", "onnistui", "selvisi", "kaikki", "asia", "it", "was", "did", "is", "saa", "saatte", "voi",
        "voitte", "you", "may", "can", "i", "do", "vastaus", "oli", "on", "kyllä", "joo",
    ]
    /// What may stand with a no: “ei hoitunut”, “no it wasn't”.
    ///
    /// “Ei ongelmia” is no such no.
    static let noFollowers: Set<String> = [
        "hoitunut", "ratkennut", "onnistunut", "selvinnyt", "ole", "ollut", "vielä", "viela", "it", "was", "wasn't",
        "wasn’t", "didn't", "didn’t", "did", "not", "yet", "isn't", "isn’t", "valitettavasti", "asia", "saa", "you",
        "may", "todellakaan", "don't", "don’t",
    ]

    /// What people say around an answer and means nothing for it.
    static let courtesies: Set<String> = [
        "kiitos", "kiitoksia", "kiitti", "kiitosta", "kiva", "hyvä", "hyvin", "hei", "hi", "hello", "moi", "terve",
        "thanks",
        "thank", "you", "thx", "please", "ole", "olkaa", "hyvää", "päivää", "päivänjatkoa", "jatkoa", "cheers", "very",
        "much", "paljon", "sir", "pistettä", "piste", "pisteet", "points", "point", "stars", "star", "tähteä", "tähti",
        "terveisin", "t", "regards", "mukavaa", "ok", "okei",
    ]

    /// Words that say that the number behind them is a mark.
    static let cues: Set<String> = [
        "annan", "antaisin", "arvosana", "arvosanan", "arvosanaksi", "arvosanani", "numero", "numeron", "pisteet",
        "pisteitä", "vastaus", "vastaukseni", "vastaan", "täysi", "täydet", "täyden", "mark", "rating", "rate", "score",
        "grade", "give", "answer", "a", "an", "full", "on", "is", "say", "sanoisin", "sanon",
    ]

    /// Words that say that the number before them counts something else.
    static let units: Set<String> = [
        "min", "minuuttia", "minuutin", "minuutti", "tuntia", "tunnin", "tunti", "h", "s", "sekuntia", "päivää",
        "paivaa",
        "päivän", "vrk", "viikkoa", "viikon", "kk", "kuukautta", "vuotta", "v", "kertaa", "kerran", "euroa", "eur", "e",
        "prosenttia", "kpl", "minutes", "minute", "mins", "hours", "hour", "hrs", "days", "day", "weeks", "week",
        "months",
        "month", "years", "year", "times", "euros", "percent", "people", "ihmistä", "henkilöä", "luukku", "puhelua",
        "calls",
        "am", "pm", "maissa", "metriä", "km", "asiaa", "viestiä",
    ]

    /// Words that say that the number behind them names something.
    static let labels: Set<String> = [
        "klo", "kello", "nro", "case", "asia", "asian", "asianumero", "ticket", "no", "number", "room", "huone", "katu",
        "puh", "tel", "at", "vuonna", "in", "kohta",
    ]

    /// Endings of words that make the number behind them one of a house.
    static let streets = ["katu", "kadun", "tie", "kuja", "polku", "talo", "rappu", "street", "road"]

    /// Whole messages that say: never again.
    static let optOut: Set<String> = [
        "stop", "stop all", "lopeta", "lopettakaa", "seis", "peru", "peruuta", "unsubscribe", "cancel", "quit", "end",
        "poista", "poistakaa", "älä lähetä", "älkää lähettäkö", "älä kysy", "älkää kysykö", "en halua kyselyitä",
        "en halua kyselyjä", "ei enää", "ei enää kyselyitä", "no more", "no more surveys", "do not send",
        "don't send", "don’t send",
    ]
    /// Whole messages that say: not this time.
    static let declined: Set<String> = [
        "ei kiitos", "en vastaa", "en halua vastata", "en halua", "en osaa sanoa", "eos", "no thanks", "no thank you",
        "skip", "ohita", "pass", "not now", "ei nyt", "en tiedä", "don't know", "don’t know", "i don't know",
        "i don’t know",
    ]
}
