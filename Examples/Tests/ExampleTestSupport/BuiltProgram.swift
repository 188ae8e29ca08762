public import Foundation

/// Programs that were built together with the tests.
public enum BuiltProgram {
    /// Where a program lies: beside the bundle that holds the tests.
    public static func url(_ name: String) -> URL {
        let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") }?.bundleURL
        let tests = bundle ?? URL(fileURLWithPath: CommandLine.arguments[0])
        return tests.deletingLastPathComponent().appendingPathComponent(name)
    }
}
