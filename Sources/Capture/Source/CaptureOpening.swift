import CaptureFormats
import Frames
import Glibc
import Packet
import PlainText

/// A capture that is about to be opened: what it begins with may still have to come through a pipe.
struct CaptureOpening: ~Copyable {
    /// The capture as it is shown.
    let name: String
    /// What its bytes come through, or nil for a regular file.
    let pipe: CapturePipe?

    private let options: SourceOptions
    private let tuning: CaptureFile.ReadTuning
    /// Where a regular file is, or nil for one behind a descriptor.
    private let path: String?
    private let descriptor: Int32

    /// The capture at `path`, which may be a FIFO that nobody writes to yet.
    init(path: String, options: SourceOptions, tuning: CaptureFile.ReadTuning) throws(SourceError) {
        name = path.harmless
        (self.path, self.options, self.tuning, descriptor) = (path, options, tuning, -1)
        // Opening a FIFO would wait for a writer.
        let descriptor = unsafe Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(name, SourceError.lastFault()) }
        let isPipe = Self.isPipe(descriptor)
        pipe = isPipe ? CapturePipe(descriptor: descriptor, name: name) : nil
        if !isPipe { close(descriptor) }
    }

    /// A capture that comes through an open file descriptor, which stays open.
    init(descriptor: Int32, options: SourceOptions) throws(SourceError) {
        name = descriptor == 0 ? "stdin" : "descriptor \(descriptor)"
        (path, self.options, tuning, self.descriptor) = (nil, options, CaptureFile.ReadTuning(), descriptor)
        if isatty(descriptor) == 1 {
            throw .cannotOpen(name, "it is a terminal; pipe a pcap or pcapng capture into it")
        }
        guard Self.isPipe(descriptor) else {
            pipe = nil
            return
        }
        let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 0)
        guard copy >= 0 else { throw .cannotOpen(name, SourceError.lastFault()) }
        pipe = CapturePipe(descriptor: copy, name: name)
    }

    /// Whether what an open descriptor gives comes as somebody writes it.
    private static func isPipe(_ descriptor: Int32) -> Bool {
        var status = stat()
        guard unsafe fstat(descriptor, &status) == 0 else { return false }
        return ![S_IFREG, S_IFDIR, S_IFBLK].contains(status.st_mode & S_IFMT)
    }

    /// Whether opening would wait for what the capture begins with.
    var wouldWait: Bool { pipe?.isHeaderMissing(selection) ?? false }

    /// The interfaces whose frames are wanted.
    private var selection: InterfaceSelection? { options.interface.map { InterfaceSelection($0) } }

    /// What can be said of the capture before it is open.
    func facts(_ kind: SourceFacts.Kind) -> SourceFacts {
        SourceFacts(
            name: name, kind: kind, link: .ethernet, snapLength: 0, isPipe: pipe != nil, isOpen: false,
            options: options)
    }

    /// Opens it, and waits where what it begins with has not come.
    func open() throws(SourceError) -> OpenCapture {
        let selection = selection
        if let pipe { return try OpenCapture(CaptureFile(pipe, name: name, selection: selection), options) }
        if let path {
            return try OpenCapture(CaptureFile(path: path, tuning: tuning, selection: selection), options)
        }
        return try OpenCapture(
            CaptureFile(descriptor: descriptor, name: name, tuning: tuning, selection: selection), options)
    }
}
