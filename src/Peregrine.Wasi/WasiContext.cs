using System.Diagnostics.CodeAnalysis;
using System.Text;
using Peregrine.Wasi.Preview1.Descriptors;

namespace Peregrine.Wasi;

/// <summary>One guest program's view of its host: arguments, environment, open files, clocks and random numbers.</summary>
/// <remarks>
/// Made from a <see cref="WasiConfiguration"/>; the instances of one program, its threads among them, share one. Thread-safe.
/// Dispose it when the program has ended: that flushes its output and closes its files, but disposes no stream of the embedder.
/// </remarks>
public sealed class WasiContext : IDisposable
{
    private readonly CancellationTokenSource _ended;
    private readonly IOutputStream _output;
    private readonly IOutputStream _error;
    private int _disposed;

    internal WasiContext(WasiConfiguration configuration)
    {
        Arguments = Encode(configuration.Arguments);
        Environment = Encode(configuration.Environment.Select(pair => $"{pair.Key}={pair.Value}"));
        Clocks = configuration.Clocks;
        Random = configuration.Random;
        _ended = CancellationTokenSource.CreateLinkedTokenSource(configuration.Cancellation);

        // A guest that nobody can cancel waits in the cheaper way.
        Cancellation = configuration.Cancellation.CanBeCanceled || configuration.AllowsEnd ? _ended.Token : CancellationToken.None;
        _output = configuration.Output;
        _error = configuration.Error;
        Descriptors = new DescriptorTable(configuration.MaximumDescriptors);
        Descriptors.Add(new InputDescriptor(configuration.Input, this), out _);
        Descriptors.Add(new OutputDescriptor(_output, null), out _);
        Descriptors.Add(new OutputDescriptor(_error, _output), out _);
        foreach (var (open, guestPath) in configuration.PreopenedDirectories)
        {
            var directory = new DirectoryDescriptor(open(), Preview1.Rights.Directory, Preview1.Rights.All) { PreopenName = Encoding.UTF8.GetBytes(guestPath) };
            Descriptors.Add(directory, out _);
        }

        foreach (IDisposable socket in configuration.Sockets)
        {
            Descriptors.Add(socket is IListener listener ? new ListenerDescriptor(listener, this) : new ConnectionDescriptor((IConnection)socket, this), out _);
        }
    }

    /// <summary>Cancelled when the program is told to end, by the embedder or by <see cref="End"/>; blocking calls then throw.</summary>
    public CancellationToken Cancellation { get; }

    /// <summary>The arguments, each with a NUL at its end.</summary>
    internal byte[][] Arguments { get; }

    /// <summary>The environment, each NAME=VALUE with a NUL at its end.</summary>
    internal byte[][] Environment { get; }

    internal HostClocks Clocks { get; }

    internal HostRandom Random { get; }

    internal DescriptorTable Descriptors { get; }

    /// <summary>The code with which the program exited, or null while it has not.</summary>
    public int? ExitCode { get; private set; }

    /// <summary>Hands on what the guest has written to its standard streams.</summary>
    public void Flush()
    {
        _output.Flush();
        _error.Flush();
    }

    /// <summary>Ends all calls that wait, on every thread of the program; they throw <see cref="OperationCanceledException"/>.</summary>
    /// <remarks>Has an effect only if the configuration was made cancellable.</remarks>
    public void End()
    {
        if (Volatile.Read(ref _disposed) == 0)
        {
            _ended.Cancel();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) != 0)
        {
            return;
        }

        _ended.Cancel();
        try
        {
            Flush();
        }
        catch (Exception exception) when (Hosting.ExceptionErrors.IsGuestError(exception))
        {
            // Nobody is left who could be told.
        }

        Descriptors.Dispose();
        _ended.Dispose();
    }

    /// <summary>Notes the exit code and unwinds the guest.</summary>
    [DoesNotReturn]
    internal void Exit(int code)
    {
        ExitCode = code;
        Flush();
        throw new ExitException(code);
    }

    /// <summary>Before the guest waits, what it has written is shown.</summary>
    internal void FlushOutput() => _output.Flush();

    private static byte[][] Encode(IEnumerable<string> texts) =>
        [.. texts.Select(text => Encoding.UTF8.GetBytes(text + '\0'))];
}
