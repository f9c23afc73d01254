using Peregrine.Wasi;

namespace Peregrine;

/// <summary>What a WASI program is given: arguments, environment, standard streams, folders, clocks and random numbers.</summary>
/// <remarks>Everything is denied that is not given. Every method returns the configuration itself. Not thread-safe; may be used for several programs, one after the other.</remarks>
public sealed class WasiConfiguration
{
    internal List<string> Arguments { get; } = [];

    internal Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    internal IInputStream Input { get; private set; } = StandardStreams.NullInput;

    internal IOutputStream Output { get; private set; } = StandardStreams.NullOutput;

    internal IOutputStream Error { get; private set; } = StandardStreams.NullOutput;

    internal List<(Func<IDirectory> Open, string GuestPath)> PreopenedDirectories { get; } = [];

    internal List<IDisposable> Sockets { get; } = [];

    internal HostClocks Clocks { get; private set; } = new();

    internal HostRandom Random { get; private set; } = HostRandom.System;

    internal CancellationToken Cancellation { get; private set; }

    internal bool AllowsEnd { get; private set; }

    internal int MaximumDescriptors { get; private set; } = 65536;

    /// <summary>Adds one argument; the first is by custom the program's name.</summary>
    /// <param name="argument">Any text without NUL.</param>
    /// <exception cref="ArgumentException">The text holds a NUL.</exception>
    public WasiConfiguration WithArg(string argument)
    {
        Arguments.Add(CheckText(argument, nameof(argument)));
        return this;
    }

    /// <summary>Adds arguments.</summary>
    /// <param name="arguments">Any texts without NUL.</param>
    /// <exception cref="ArgumentException">A text holds a NUL.</exception>
    public WasiConfiguration WithArgs(params IEnumerable<string> arguments)
    {
        ArgumentNullException.ThrowIfNull(arguments);
        foreach (string argument in arguments)
        {
            WithArg(argument);
        }

        return this;
    }

    /// <summary>Sets one environment variable.</summary>
    /// <param name="name">Its name, without NUL and '='.</param>
    /// <param name="value">Its value, without NUL.</param>
    /// <exception cref="ArgumentException">Name or value hold what they must not.</exception>
    public WasiConfiguration WithEnvironmentVariable(string name, string value)
    {
        if (CheckText(name, nameof(name)).Contains('='))
        {
            throw new ArgumentException("a name of an environment variable holds '='", nameof(name));
        }

        Environment[name] = CheckText(value, nameof(value));
        return this;
    }

    /// <summary>Sets environment variables.</summary>
    /// <param name="variables">Names and values.</param>
    /// <exception cref="ArgumentException">A name or value holds what it must not.</exception>
    public WasiConfiguration WithEnvironmentVariables(IEnumerable<KeyValuePair<string, string>> variables)
    {
        ArgumentNullException.ThrowIfNull(variables);
        foreach (var (name, value) in variables)
        {
            WithEnvironmentVariable(name, value);
        }

        return this;
    }

    /// <summary>Gives all environment variables of this process.</summary>
    public WasiConfiguration WithInheritedEnvironment()
    {
        foreach (System.Collections.DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            Environment[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return this;
    }

    /// <summary>Standard input is that of this process. By default it is empty.</summary>
    public WasiConfiguration WithInheritedStandardInput() => WithStandardInput(StandardStreams.InheritedInput);

    /// <summary>Standard output is that of this process. By default it is dropped.</summary>
    /// <param name="buffered">Whether small writes are collected, unless it is a terminal; then dispose the context at the end.</param>
    public WasiConfiguration WithInheritedStandardOutput(bool buffered = false) =>
        WithStandardOutput(buffered ? StandardStreams.Buffered(StandardStreams.InheritedOutput) : StandardStreams.InheritedOutput);

    /// <summary>Standard error is that of this process. By default it is dropped.</summary>
    public WasiConfiguration WithInheritedStandardError() => WithStandardError(StandardStreams.InheritedError);

    /// <summary>Standard input is read from a stream, which is not disposed.</summary>
    /// <param name="stream">Any readable stream.</param>
    public WasiConfiguration WithStandardInput(Stream stream) => WithStandardInput(StandardStreams.FromStream(stream));

    /// <summary>Standard input is the embedder's.</summary>
    /// <param name="stream">One of <see cref="StandardStreams"/>, or an own one.</param>
    public WasiConfiguration WithStandardInput(IInputStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Input = stream;
        return this;
    }

    /// <summary>Standard output goes to a stream, which is flushed at the end but not disposed.</summary>
    /// <param name="stream">Any writable stream.</param>
    public WasiConfiguration WithStandardOutput(Stream stream) => WithStandardOutput(StandardStreams.ToStream(stream));

    /// <summary>Standard output is the embedder's.</summary>
    /// <param name="stream">One of <see cref="StandardStreams"/>, a <see cref="CapturedOutput"/>, or an own one.</param>
    public WasiConfiguration WithStandardOutput(IOutputStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Output = stream;
        return this;
    }

    /// <summary>Standard error goes to a stream, which is flushed at the end but not disposed.</summary>
    /// <param name="stream">Any writable stream.</param>
    public WasiConfiguration WithStandardError(Stream stream) => WithStandardError(StandardStreams.ToStream(stream));

    /// <summary>Standard error is the embedder's.</summary>
    /// <param name="stream">One of <see cref="StandardStreams"/>, a <see cref="CapturedOutput"/>, or an own one.</param>
    public WasiConfiguration WithStandardError(IOutputStream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Error = stream;
        return this;
    }

    /// <summary>Gives a folder of this machine and everything below it, and nothing that links lead to outside.</summary>
    /// <param name="hostPath">The folder; it is opened when the context is made.</param>
    /// <param name="guestPath">Under which name the guest sees it, such as "/" or ".".</param>
    /// <param name="readOnly">Whether the guest may only read.</param>
    public WasiConfiguration WithPreopenedDirectory(string hostPath, string guestPath, bool readOnly = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(hostPath);
        CheckText(guestPath, nameof(guestPath));
        PreopenedDirectories.Add((() => MachineFileSystem.OpenDirectory(hostPath) is var directory && readOnly ? directory.AsReadOnly() : directory, guestPath));
        return this;
    }

    /// <summary>Gives a directory of any file system.</summary>
    /// <param name="directory">For example <see cref="MemoryFileSystem.Root"/>; the context opens a handle of its own and disposes only that.</param>
    /// <param name="guestPath">Under which name the guest sees it.</param>
    /// <param name="readOnly">Whether the guest may only read.</param>
    public WasiConfiguration WithPreopenedDirectory(IDirectory directory, string guestPath, bool readOnly = false)
    {
        ArgumentNullException.ThrowIfNull(directory);
        CheckText(guestPath, nameof(guestPath));
        PreopenedDirectories.Add((() => Duplicate(directory, readOnly), guestPath));
        return this;
    }

    /// <summary>Gives a listening socket; it follows the folders in the order of file descriptors. Disposed with the context.</summary>
    /// <param name="listener">For example a <see cref="SocketListener"/>.</param>
    public WasiConfiguration WithListener(IListener listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        Sockets.Add(listener);
        return this;
    }

    /// <summary>Gives a connection; it follows the folders in the order of file descriptors. Disposed with the context.</summary>
    /// <param name="connection">For example a <see cref="SocketConnection"/>.</param>
    public WasiConfiguration WithConnection(IConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        Sockets.Add(connection);
        return this;
    }

    /// <summary>Sets wall clock, monotonic clock and timers.</summary>
    /// <param name="time">The system's by default.</param>
    public WasiConfiguration WithTimeProvider(TimeProvider time) => WithClocks(new HostClocks(time));

    /// <summary>Sets all four clocks.</summary>
    /// <param name="clocks">The system's by default.</param>
    public WasiConfiguration WithClocks(HostClocks clocks)
    {
        ArgumentNullException.ThrowIfNull(clocks);
        Clocks = clocks;
        return this;
    }

    /// <summary>Sets where random bytes come from.</summary>
    /// <param name="random">The system's by default; <see cref="HostRandom.Seeded"/> makes a guest repeatable.</param>
    public WasiConfiguration WithRandom(HostRandom random)
    {
        ArgumentNullException.ThrowIfNull(random);
        Random = random;
        return this;
    }

    /// <summary>Ends calls that wait (for input, connections, time) when a token is cancelled; they throw <see cref="OperationCanceledException"/> through the guest.</summary>
    /// <param name="cancellation">The token.</param>
    public WasiConfiguration WithCancellation(CancellationToken cancellation)
    {
        Cancellation = cancellation;
        AllowsEnd = true;
        return this;
    }

    /// <summary>Limits how many file descriptors may be open at once, 65 536 by default.</summary>
    /// <param name="maximum">At least what is opened beforehand.</param>
    public WasiConfiguration WithMaximumDescriptors(int maximum)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maximum);
        MaximumDescriptors = maximum;
        return this;
    }

    /// <summary>Opens what was configured, for one program.</summary>
    /// <returns>The context; dispose it when the program has ended.</returns>
    /// <exception cref="DirectoryNotFoundException">A folder does not exist.</exception>
    /// <exception cref="IOException">A folder cannot be opened.</exception>
    public WasiContext CreateContext() => new(this);

    private static IDirectory Duplicate(IDirectory directory, bool readOnly)
    {
        HostError error = directory.Duplicate(out IDirectory? own);
        return error != HostError.None ? throw new IOException($"cannot open a directory: {error}") : readOnly ? own!.AsReadOnly() : own!;
    }

    private static string CheckText(string text, string parameter)
    {
        ArgumentNullException.ThrowIfNull(text, parameter);
        return text.Contains('\0') ? throw new ArgumentException("the text holds a NUL", parameter) : text;
    }
}
