import DeskFeedback
import DeskPrimitives
import Testing

@Suite("Arithmetic without a mathematics library")
struct ArithmeticTests {
    @Test("Square roots are the nearest ones", arguments: 0..<8)
    func roots(seed: UInt64) {
        var random = SplitMix64(seed: seed)
        for _ in 0..<20_000 {
            let x = Double(bitPattern: UInt64.random(in: 1..<0x7FF0_0000_0000_0000, using: &random))
            #expect(squareRoot(x) == x.squareRoot(), "\(x)")
        }
        for _ in 0..<2_000 {
            let root = Double(UInt64.random(in: 0..<(1 << 26), using: &random))
            #expect(squareRoot(root * root) == root)
        }
    }

    @Test("Square roots of what has none, and of the ends")
    func oddRoots() {
        #expect(squareRoot(0) == 0 && squareRoot(-0.0) == 0 && squareRoot(-1) == 0 && squareRoot(.nan) == 0)
        #expect(squareRoot(.infinity) == .infinity)
        for x in [
            Double.leastNonzeroMagnitude, .leastNormalMagnitude, .greatestFiniteMagnitude, 1, 2, 4, 0.25, 1.0.nextDown,
            4.0.nextDown, 2.0.nextDown, 1.0.nextUp, 4.0.nextUp, 2.0.nextUp,
        ] {
            #expect(squareRoot(x) == x.squareRoot(), "\(x)")
        }
    }

    @Test(
        "The nearest whole number, and no trap",
        arguments: [
            (0.5, 1), (-0.5, -1), (0.49999999999999994, 0), (2.4, 2), (-2.6, -3), (.nan, 0), (.infinity, 1 << 53),
            (-.infinity, -(1 << 53)), (4503599627370495.5, 4_503_599_627_370_496),
        ] as [(Double, Int)])
    func rounding(x: Double, whole: Int) {
        #expect(nearestInteger(x) == whole)
    }

    @Test(
        "Quantiles of the normal distribution",
        arguments: [
            (0.5, 0.674_489_750_196_081_7), (0.9, 1.644_853_626_951_472_9), (0.95, 1.959_963_984_540_053_8),
            (0.99, 2.575_829_303_548_9), (0.9999, 3.890_591_886_413_121), (0.0001, 0.000_125_331_414_059_666_9),
            (0.999_999_999, 6.109_410_209_383_449),
        ] as [(Double, Double)])
    func quantiles(share: Double, z: Double) throws {
        let found = try #require(StandardNormal.twoSidedQuantile(share))
        #expect(abs(found - z) < 1e-9 * (share > 0.9999 ? 100 : 0.001))
    }

    @Test("The constants of the confidence levels are such quantiles", arguments: [Confidence.p80, .p90, .p95, .p99])
    func levels(confidence: Confidence) throws {
        let z = try #require(StandardNormal.twoSidedQuantile(confidence.share))
        #expect(abs(z - confidence.z) < 1e-13)
        #expect(try Confidence(share: confidence.share) == confidence)
    }

    @Test("Any other level has its quantile and its text too")
    func anyLevel() throws {
        let level = try Confidence(share: 0.975)
        #expect(abs(level.z - 2.241_402_727_604_947) < 1e-12)
        #expect(level.percentText == "97.5")
        #expect(Confidence.p95.percentText == "95")
        #expect(throws: Refusal.self) { try Confidence(share: 1) }
    }

    @Test("There is no quantile of what is no share", arguments: [0, 1, -0.1, 1.1, Double.nan, .infinity])
    func noQuantile(share: Double) {
        #expect(StandardNormal.twoSidedQuantile(share) == nil)
    }
}
