/// Which contacts an analysis takes into account.
///
/// In all of them every 64-bit integer, every minute of the week and every subset of a set's symbols can arrive, and an
/// optional attribute can be missing.
public enum AnalysisDomain: Hashable, Sendable {
    /// Contacts with declared symbols only.
    case declared
    /// Also contacts with symbols that nobody declared.
    case open
    /// Also contacts with symbols that nobody declared, in these attributes.
    case openFor(Set<String>)

    func isOpen(_ attribute: String) -> Bool {
        switch self {
        case .declared: false
        case .open: true
        case .openFor(let names): names.contains(attribute)
        }
    }
}
