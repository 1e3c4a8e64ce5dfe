import Frames
import Packet

/// A capture filter for frames of whatever link types a capture has.
struct LinkFilter {
    private let expression: String
    private let snapLength: Int
    /// The filters by link type, nil where the expression means nothing.
    private var filters: [LinkType: CaptureFilter?] = [:]

    /// Compiles `expression` for each of some link types.
    ///
    /// - Throws: That it can be compiled for none of them. Where it can for some, frames of the others do not pass:
    ///   they cannot be what it asks for.
    init(_ expression: String, links: [LinkType], snapLength: Int) throws(SourceError) {
        (self.expression, self.snapLength) = (expression, snapLength)
        var fault: SourceError?
        for link in links where filters[link] == nil {
            do throws(SourceError) {
                filters[link] = .some(try CaptureFilter(expression, link: link, snapLength: snapLength))
            } catch {
                filters[link] = .some(nil)
                fault = fault ?? error
            }
        }
        if let fault, filters.values.allSatisfy({ $0 == nil }) { throw fault }
    }

    /// What frames of a link type have to pass; nil where none does.
    mutating func filter(for link: LinkType) -> CaptureFilter? {
        if let filter = filters[link] { return filter }
        let filter = try? CaptureFilter(expression, link: link, snapLength: snapLength)
        filters[link] = .some(filter)
        return filter
    }
}
