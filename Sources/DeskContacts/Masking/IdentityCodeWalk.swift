import DeskPrimitives

/// Reads a Finnish personal identity code with separators of any kind between its characters.
struct IdentityCodeWalk {
    private let text: FoldedText

    init(_ text: FoldedText) { self.text = text }

    /// The end of the code that begins at a digit; nil when there is none with a date that exists and the right check character.
    func end(from start: Int) -> Int? {
        var place = start
        var code: [UInt8] = []
        // Days begin with 0 to 3 and months with 0 or 1, so most numbers are left at once.
        guard digits(6, &place, &code), code[0] <= 51, code[2] <= 49 else { return nil }
        // A hyphen is a sign and a separator, with separators on both sides.
        let behind = text.behindGap(place, atMost: 2 * FoldedText.gapLimit + 1)
        let gap = text.bytes[place..<behind]
        var signs: [UInt8] = [UInt8(ascii: "-"), UInt8(ascii: "A")]
        if behind < text.bytes.count, Self.isSign(text.bytes[behind]) {
            signs = [text.bytes[behind]]
            place = text.behindGap(behind + 1)
        } else {
            // Without its sign the century is not known; without anything there it is another number.
            guard !gap.isEmpty else { return nil }
            if gap.contains(UInt8(ascii: "-")) { signs = [UInt8(ascii: "-")] }
            place = behind
        }
        guard digits(3, &place, &code) else { return nil }
        place = text.behindGap(place)
        guard text.isWord(place), !text.isWord(place + 1) else { return nil }
        let check = text.bytes[place]
        let isCode = signs.contains { sign in
            CheckedNumber.isPersonalIdentityCode((code[..<6] + [sign] + code[6...] + [check])[...])
        }
        return isCode ? place + 1 : nil
    }

    private static func isSign(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "+") || (65...70).contains(byte) || (85...89).contains(byte)
    }

    private func digits(_ count: Int, _ place: inout Int, _ code: inout [UInt8]) -> Bool {
        for number in 0..<count {
            if number > 0 { place = text.behindGap(place) }
            guard text.isDigit(place) else { return false }
            code.append(text.bytes[place])
            place += 1
        }
        return true
    }
}
