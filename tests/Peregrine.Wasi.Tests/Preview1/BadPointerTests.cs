using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>No combination of arguments brings anything but an error code.</summary>
public sealed class BadPointerTests
{
    private const uint End = Guest.MemorySize;

    private static readonly long[] s_words32 =
        [0, 1, 3, 4, 8, 64, 1024, End - 65, End - 8, End - 1, End, End + 1, int.MaxValue, 0x80000000, 0xFFFFFFF0, 0xFFFFFFFF];

    private static readonly long[] s_words64 = [0, 1, 1L << 31, 1L << 32, long.MaxValue, long.MinValue, -1, 0x3FFFFFFF];

    public static TheoryData<string> Functions => new(Guest.FunctionNames.Where(name => name is not ("proc_exit" or "proc_raise")));

    [Theory]
    [MemberData(nameof(Functions))]
    public void EveryFunctionAnswersWithAnErrorCode(string name)
    {
        var random = new Random(name.Length * 7919);
        long[] arguments = new long[Guest.ParametersOf(name).Length];
        for (int guests = 0; guests < 20; guests++)
        {
            var memory = new MemoryFileSystem(maximumBytes: 64 << 20);
            memory.WriteFile("file", new byte[1000]);
            using var guest = new Guest(new WasiConfiguration()
                .WithPreopenedDirectory(memory.Root, "/").WithStandardInput(StandardStreams.FromBytes(new byte[10])).WithArgs("a", "b").WithMaximumDescriptors(20));
            guest.Open("file");
            for (int round = 0; round < 100; round++)
            {
                CallOnce(guest, name, random, arguments);
            }
        }
    }

    [Fact]
    public void PointersBeyondTheMemoryAreFaults()
    {
        using var guest = new Guest(new MemoryFileSystem().Root);
        guest.WriteFile("file", "content");
        uint fd = guest.Open("file");
        uint good = guest.Reserve(64);
        foreach (long bad in new long[] { End, End - 1, 0xFFFFFFFF, 0xFFFFFFFC })
        {
            Assert.Equal(Errno.Fault, guest.Call("args_sizes_get", bad, good));
            Assert.Equal(Errno.Fault, guest.Call("clock_time_get", 0, 0, bad));
            Assert.Equal(Errno.Fault, guest.Call("random_get", bad, 16));
            Assert.Equal(Errno.Fault, guest.Call("fd_read", fd, bad, 1, good));
            Assert.Equal(Errno.Fault, guest.Call("fd_read", fd, guest.PutVectors((uint)bad, 16), 1, good));
            Assert.Equal(Errno.Fault, guest.Call("fd_read", fd, guest.PutVectors(good, 16), 1, bad));
            Assert.Equal(Errno.Fault, guest.Call("fd_read", fd, 0, 0xFFFFFFFF, good));
            Assert.Equal(Errno.Fault, guest.Call("fd_fdstat_get", fd, bad));
            Assert.Equal(Errno.Fault, guest.Call("fd_filestat_get", fd, bad));
            Assert.Equal(Errno.Fault, guest.Call("fd_seek", fd, 0, 0, bad));
            Assert.Equal(Errno.Fault, guest.Call("fd_readdir", 3, bad, 100, 0, good));
            Assert.Equal(Errno.Fault, guest.Call("fd_prestat_get", 3, bad));
            Assert.Equal(Errno.Fault, guest.Call("fd_prestat_dir_name", 3, bad, 8));
            Assert.Equal(Errno.Fault, guest.Call("path_create_directory", 3, bad, 8));
            Assert.Equal(Errno.Fault, guest.Call("poll_oneoff", bad, good, 1, good));
            Assert.Equal(Errno.Fault, guest.Call("poll_oneoff", good, bad, 1, good));
        }

        // A read that faults has not moved the position.
        Assert.Equal(0UL, guest.Seek(fd, 0, Whence.Cur));
        Assert.Equal(Errno.Success, guest.Call("random_get", End, 0));
        Assert.Equal(Errno.Success, guest.Call("fd_read", fd, End, 0, good));
    }

    private static void CallOnce(Guest guest, string name, Random random, long[] arguments)
    {
        string parameters = Guest.ParametersOf(name);
        random.NextBytes(guest.Bytes(0, 256));
        "file"u8.CopyTo(guest.Bytes(1024, 4));
        if (name == "poll_oneoff")
        {
            // A clock far ahead is not bad, only slow.
            guest.Bytes(0, 256).Clear();
        }

        for (int i = 0; i < arguments.Length; i++)
        {
            arguments[i] = parameters[i] == 'I' ? s_words64[random.Next(s_words64.Length)]
                : random.Next(3) == 0 ? random.Next(6)
                : s_words32[random.Next(s_words32.Length)];
        }

        Assert.InRange((int)guest.Call(name, arguments), 0, (int)Errno.Notcapable);
    }
}
