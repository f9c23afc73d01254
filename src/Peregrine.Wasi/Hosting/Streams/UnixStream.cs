using System.Runtime.InteropServices;
using Peregrine.Wasi.Hosting.Machine;

namespace Peregrine.Wasi.Hosting.Streams;

/// <summary>The system calls behind inherited standard streams; the same on every Unix.</summary>
/// <remarks>
/// .NET's console streams drop the error of a closed pipe and cannot tell whether input is ready; its file streams keep a position of their own
/// and so overwrite each other when two standard streams share a file.
/// </remarks>
internal static unsafe partial class UnixStream
{
    public const short PollIn = 1;
    public const short PollOut = 4;

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(int fd, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "pipe", SetLastError = true)]
    public static partial int Pipe(int* fds);

    [LibraryImport("libc", EntryPoint = "close", SetLastError = true)]
    public static partial int Close(int fd);

    /// <summary>Waits until a descriptor is ready (then true), or, if <paramref name="wait"/> is false, asks only.</summary>
    public static bool Poll(int fd, short events, bool wait, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        PollDescriptor* descriptors = stackalloc PollDescriptor[2];
        descriptors[0] = new PollDescriptor { FileDescriptor = fd, Events = events };
        if (!wait || !cancellation.CanBeCanceled)
        {
            return PollAll(descriptors, 1, wait ? -1 : 0) > 0;
        }

        int* pipes = stackalloc int[2];
        if (Pipe(pipes) != 0)
        {
            throw new IOException("no more descriptors");
        }

        int wake = pipes[1];
        CancellationTokenRegistration registration = cancellation.Register(static state =>
        {
            byte one = 1;
            Write((int)state!, &one, 1);
        }, wake);
        try
        {
            descriptors[1] = new PollDescriptor { FileDescriptor = pipes[0], Events = PollIn };
            PollAll(descriptors, 2, -1);
            cancellation.ThrowIfCancellationRequested();
            return true;
        }
        finally
        {
            // Waits for a callback that is running, so that it cannot write to a closed descriptor.
            registration.Dispose();
            Close(pipes[0]);
            Close(wake);
        }
    }

    private static int PollAll(PollDescriptor* descriptors, int count, int timeout)
    {
        while (true)
        {
            int ready = PollCore(descriptors, (nuint)count, timeout);
            if (ready >= 0 || Marshal.GetLastPInvokeError() != UnixErrors.Interrupted)
            {
                return ready;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    private static partial int PollCore(PollDescriptor* descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    private struct PollDescriptor
    {
        public int FileDescriptor;
        public short Events;
        public short ReturnedEvents;
    }
}

/// <summary>Inherited standard input on Unix.</summary>
internal sealed unsafe class UnixInput(int fd, bool isTerminal) : IInputStream
{
    public bool IsTerminal => isTerminal;

    public bool IsReadable => UnixStream.Poll(fd, UnixStream.PollIn, wait: false, CancellationToken.None);

    public HostError Read(Span<byte> buffer, CancellationToken cancellation, out int count)
    {
        count = 0;
        while (true)
        {
            if (cancellation.CanBeCanceled)
            {
                UnixStream.Poll(fd, UnixStream.PollIn, wait: true, cancellation);
            }

            fixed (byte* pointer = buffer)
            {
                nint result = UnixStream.Read(fd, pointer, (nuint)buffer.Length);
                if (result >= 0)
                {
                    count = (int)result;
                    return HostError.None;
                }
            }

            HostError error = UnixErrors.Last();
            if (error == HostError.WouldBlock)
            {
                UnixStream.Poll(fd, UnixStream.PollIn, wait: true, cancellation);
            }
            else if (error != HostError.Interrupted)
            {
                return error;
            }
        }
    }

    public Task WaitUntilReadableAsync(CancellationToken cancellation) =>
        Task.Run(() => UnixStream.Poll(fd, UnixStream.PollIn, wait: true, cancellation), CancellationToken.None);
}

/// <summary>Inherited standard output or error on Unix.</summary>
internal sealed unsafe class UnixOutput(int fd, bool isTerminal) : IOutputStream
{
    public bool IsTerminal => isTerminal;

    public HostError Write(ReadOnlySpan<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            for (int done = 0; done < buffer.Length;)
            {
                nint result = UnixStream.Write(fd, pointer + done, (nuint)(buffer.Length - done));
                if (result >= 0)
                {
                    done += (int)result;
                    continue;
                }

                HostError error = UnixErrors.Last();
                if (error == HostError.WouldBlock)
                {
                    UnixStream.Poll(fd, UnixStream.PollOut, wait: true, CancellationToken.None);
                }
                else if (error != HostError.Interrupted)
                {
                    return error;
                }
            }
        }

        return HostError.None;
    }
}
