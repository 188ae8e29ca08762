import DeskPrimitives

/// Shows on the error output how far a replay is.
struct ReplayProgress {
    let console: Console
    let language: TextLanguage
    /// The bytes to come; 0 when that is not known.
    let byteCount: Int
    private var shown = 0

    init(console: Console, language: TextLanguage, byteCount: Int) {
        self.console = console
        self.language = language
        self.byteCount = byteCount
    }

    /// A bar that is drawn over itself where somebody watches, else a line for each tenth.
    mutating func show(_ bytes: Int, _ events: Int) {
        guard byteCount > 0 else { return }
        let percent = min(100, Int(Double(bytes) / Double(byteCount) * 100))
        let step = console.isWatched ? 1 : 10
        guard percent >= shown + step else { return }
        shown = percent - percent % step
        let count = language.pick(en: "\(language.number(events)) events", fi: "\(language.number(events)) tapahtumaa")
        if console.isWatched {
            let full = percent * 30 / 100
            let bar = String(repeating: "█", count: full) + String(repeating: "░", count: 30 - full)
            console.drawError("\r\(bar) \(percent)\u{A0}%  \(count)")
        } else {
            console.printError("\(shown)\u{A0}%  \(count)")
        }
    }

    /// Goes on to the next line below a bar.
    func end() {
        if console.isWatched, shown > 0 { console.drawError("\n") }
    }
}
