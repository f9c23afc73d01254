using Peregrine.Wasi.Hosting.Streams;

namespace Peregrine.Wasi;

/// <summary>The usual standard streams of a guest.</summary>
public static class StandardStreams
{
    /// <summary>An input that is at its end.</summary>
    public static IInputStream NullInput { get; } = new NullStream();

    /// <summary>An output that forgets everything.</summary>
    public static IOutputStream NullOutput { get; } = new NullStream();

    /// <summary>The standard input of this process.</summary>
    public static IInputStream InheritedInput { get; } = OperatingSystem.IsWindows()
        ? new StreamInput(Console.OpenStandardInput(), !Console.IsInputRedirected)
        : new UnixInput(0, !Console.IsInputRedirected);

    /// <summary>The standard output of this process, unbuffered.</summary>
    public static IOutputStream InheritedOutput { get; } = OperatingSystem.IsWindows()
        ? new StreamOutput(Console.OpenStandardOutput(), !Console.IsOutputRedirected)
        : new UnixOutput(1, !Console.IsOutputRedirected);

    /// <summary>The standard error of this process, unbuffered.</summary>
    public static IOutputStream InheritedError { get; } = OperatingSystem.IsWindows()
        ? new StreamOutput(Console.OpenStandardError(), !Console.IsErrorRedirected)
        : new UnixOutput(2, !Console.IsErrorRedirected);

    /// <summary>Reads from a stream, which is not disposed.</summary>
    /// <param name="stream">Any readable stream; it is read ahead only while a guest polls it.</param>
    public static IInputStream FromStream(Stream stream) => new StreamInput(stream, isTerminal: false);

    /// <summary>Reads from bytes in memory.</summary>
    /// <param name="content">What the guest reads before the end.</param>
    public static IInputStream FromBytes(ReadOnlyMemory<byte> content) => new StreamInput(new MemoryStream(content.ToArray(), writable: false), isTerminal: false);

    /// <summary>Writes to a stream, which is flushed when the guest exits but not disposed.</summary>
    /// <param name="stream">Any writable stream; each write of the guest is one write to it.</param>
    public static IOutputStream ToStream(Stream stream) => new StreamOutput(stream, isTerminal: false);

    /// <summary>Calls back for every line, for a logger among others; the last line needs no line end.</summary>
    /// <param name="line">Gets each line as text without its line end; called under a lock.</param>
    /// <param name="maximumLength">A longer line is cut into pieces of this many bytes.</param>
    public static IOutputStream ToLines(Action<string> line, int maximumLength = 16384) => new LineOutput(line, maximumLength);

    /// <summary>Collects small writes, and hands them on when <paramref name="capacity"/> bytes are there, after 20 ms, on a flush and before the guest waits.</summary>
    /// <param name="output">Where the bytes go; a terminal is not buffered.</param>
    /// <param name="capacity">Size of the buffer in bytes.</param>
    /// <remarks>Dispose the <see cref="WasiContext"/> after the guest has ended, or the last bytes are lost.</remarks>
    public static IOutputStream Buffered(IOutputStream output, int capacity = 32768) => output.IsTerminal ? output : new BufferedOutput(output, capacity);
}
