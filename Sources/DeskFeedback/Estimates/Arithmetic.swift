// A program that links nothing but the standard library has no libm on Linux, and `squareRoot()` and `rounded()` call
// it. These do without, from operations that IEEE 754 gives the same bits everywhere.

/// The square root of a number, 0 for a negative one.
///
/// Newton's method, the last step with the exact remainder (Dekker's product), and a look whether the neighbour is
/// nearer: the result is the one nearest to the true root, as IEEE 754 asks of a square root.
package func squareRoot(_ x: Double) -> Double {
    guard x > 0 else { return 0 }
    guard x < .infinity else { return .infinity }
    guard x.isNormal else { return squareRoot(x * 0x1p108) * 0x1p-54 }
    // x = part · 4^half with part in 1 ..< 4.
    let biased = Int(x.bitPattern >> 52)
    let half = (biased - 1_023) >> 1
    let exponent = biased - 1_023 - 2 * half
    let part = Double(bitPattern: x.bitPattern & 0x000F_FFFF_FFFF_FFFF | UInt64(1_023 + exponent) << 52)
    // One over the root: a polynomial that is right to 0.3 %, then two steps of Newton's method to 2 · 10⁻¹⁰.
    var inverse = 1.72927 + part * (-1.08488 + part * (0.43263 + part * (-0.086538 + 0.0067474 * part)))
    inverse *= 1.5 - 0.5 * part * inverse * inverse
    inverse *= 1.5 - 0.5 * part * inverse * inverse
    let near = part * inverse
    let correction = remainder(part, near) * inverse * 0.5
    var root = near + correction
    // The distance of neighbours in 1 ..< 2. What the sum above lost is far from half of it nearly always; else the
    // remainder decides. It and root · step are multiples of step², so comparing them is exact.
    let step = 0x1p-52
    if abs(correction - (root - near)) > 0.4 * step {
        let rest = remainder(part, root)
        if rest > root * step {
            root += step
        } else if rest <= -root * step {
            root -= step
        }
    }
    return root * Double(bitPattern: UInt64(1_023 + half) << 52)
}

/// part − root² without rounding in between.
private func remainder(_ part: Double, _ root: Double) -> Double {
    let split = root * 134_217_729  // 2^27 + 1
    let high = split - (split - root)
    let low = root - high
    let product = root * root
    let error = ((high * high - product) + 2 * high * low) + low * low
    return (part - product) - error
}

/// The nearest whole number, halves away from zero; the nearest end for what does not fit ±2^53, 0 for no number.
package func nearestInteger(_ x: Double) -> Int {
    guard x == x else { return 0 }
    let limited = min(max(x, -0x1p53), 0x1p53)
    let whole = Int(limited)
    let fraction = limited - Double(whole)
    return fraction >= 0.5 ? whole + 1 : fraction <= -0.5 ? whole - 1 : whole
}

/// The natural logarithm of a positive number, −∞ for 0 and below; right to the last digit or the one before it.
///
/// x = m · 2^e with m between √½ and √2, and ln m = 2 artanh((m − 1) ÷ (m + 1)) by its series.
package func naturalLogarithm(_ x: Double) -> Double {
    guard x > 0 else { return -.infinity }
    guard x < .infinity else { return .infinity }
    guard x.isNormal else { return naturalLogarithm(x * 0x1p108) - 108 * 0.693147180559945309417 }
    var exponent = Int(x.bitPattern >> 52) - 1_023
    var part = Double(bitPattern: x.bitPattern & 0x000F_FFFF_FFFF_FFFF | 1_023 << 52)
    if part > 1.4142135623730951 {
        part /= 2
        exponent += 1
    }
    let ratio = (part - 1) / (part + 1)
    let square = ratio * ratio
    var sum = 0.0
    for odd in stride(from: 25.0, to: 1, by: -2) { sum = (sum + 1 / odd) * square }
    // ln 2 in two parts, the first of which has so few bits that its multiples are exact.
    let (coarse, fine) = (0.693147180369123816490, 1.90821492927058770002e-10)
    let series = 2 * ratio + 2 * ratio * sum
    return Double(exponent) * coarse + (series + Double(exponent) * fine)
}

/// The natural logarithm of n! by a sum up to 32, else by Stirling's series; absolute error about 1e-16 of the result.
package func logFactorial(_ n: Int) -> Double {
    guard n > 1 else { return 0 }
    if n <= 32 { return (2...n).reduce(0) { $0 + naturalLogarithm(Double($1)) } }
    let x = Double(n)
    let square = 1 / (x * x)
    let correction = (1 / 12 - square * (1 / 360 - square * (1 / 1_260 - square / 1_680))) / x
    // 0.918938… = ln √(2π)
    return (x + 0.5) * naturalLogarithm(x) - x + 0.91893853320467274178 + correction
}
