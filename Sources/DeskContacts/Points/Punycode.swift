/// The ASCII form of a domain name with letters outside ASCII, so that `sää.fi` and `xn--s-0faa.fi` are one address.
///
/// Labels are encoded by RFC 3492. Before that, capital letters of Latin-1 become small ones; nothing else is mapped (no
/// Unicode normalisation and no table of UTS 46), so that the form is the same on every platform and system version. Programs
/// write domain names in composed small letters, for which this is the form that IDNA 2008 gives.
enum Punycode {
    /// The name with every label in ASCII; nil when a label is longer than 63 bytes then.
    ///
    /// - Complexity: O(n²) in the scalars of a label, which are at most 63.
    static func domain(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        if bytes.allSatisfy({ $0 < 0x80 }) { return Array(bytes) }
        let name = String(decoding: bytes, as: UTF8.self)
        var result: [UInt8] = []
        for label in name.unicodeScalars.split(separator: ".", omittingEmptySubsequences: false) {
            guard let encoded = encode(label.map(lowered)), encoded.count <= 63 else { return nil }
            if !result.isEmpty { result.append(UInt8(ascii: ".")) }
            result += encoded
        }
        return result
    }

    private static func lowered(_ scalar: Unicode.Scalar) -> UInt32 {
        let isCapital =
            (0x41...0x5A).contains(scalar.value) || ((0xC0...0xDE).contains(scalar.value) && scalar.value != 0xD7)
        return isCapital ? scalar.value + 32 : scalar.value
    }

    /// The label itself when it is ASCII, else `xn--` and its code; nil when it is too long to be a label.
    private static func encode(_ scalars: [UInt32]) -> [UInt8]? {
        let basic = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
        if basic.count == scalars.count { return basic }
        guard scalars.count <= 63 else { return nil }
        var output = basic
        if !basic.isEmpty { output.append(UInt8(ascii: "-")) }
        var (next, delta, bias, done): (UInt32, UInt32, UInt32, UInt32) = (128, 0, 72, UInt32(basic.count))
        while done < scalars.count {
            // At most 63 scalars below 2²¹: delta stays far below 2³².
            guard let smallest = scalars.filter({ $0 >= next }).min() else { return nil }
            delta += (smallest - next) * (done + 1)
            next = smallest
            for scalar in scalars {
                if scalar < next { delta += 1 }
                guard scalar == next else { continue }
                var (quotient, k) = (delta, UInt32(36))
                while true {
                    let threshold = k <= bias ? 1 : min(k - bias, 26)
                    if quotient < threshold { break }
                    output.append(digit(threshold + (quotient - threshold) % (36 - threshold)))
                    quotient = (quotient - threshold) / (36 - threshold)
                    k += 36
                }
                output.append(digit(quotient))
                bias = adapted(delta, count: done + 1, isFirst: done == basic.count)
                delta = 0
                done += 1
            }
            delta += 1
            next += 1
        }
        return Array("xn--".utf8) + output
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(value < 26 ? value + 97 : value + 22)
    }

    private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }
}
