using System.Buffers.Binary;
using System.Text;
using Peregrine.Wasi.Preview1;

namespace Peregrine.Wasi.Tests.Preview1;

/// <summary>A guest made of nothing but a memory: calls the functions with raw arguments as a module would.</summary>
internal sealed unsafe class Guest : IDisposable
{
    public const uint MemorySize = 1 << 20;
    public const ulong AllRights = (ulong)Rights.All;

    private readonly byte[] _memory = GC.AllocateArray<byte>((int)MemorySize, pinned: true);
    private uint _next = 1024;

    public Guest(WasiConfiguration configuration, Snapshot snapshot = Snapshot.Preview1)
    {
        Context = configuration.CreateContext();
        Snapshot = snapshot;
    }

    /// <summary>A guest with one preopened directory, at descriptor 3.</summary>
    public Guest(IDirectory root)
        : this(new WasiConfiguration().WithPreopenedDirectory(root, "/"))
    {
    }

    public WasiContext Context { get; }

    public Snapshot Snapshot { get; }

    public static IEnumerable<string> FunctionNames => FunctionTable.Functions.Select(function => function.Name);

    public static string ParametersOf(string name) => Find(name).Parameters;

    public Errno Call(string name, params ReadOnlySpan<long> arguments)
    {
        Preview1Function function = Find(name);
        Assert.Equal(function.Parameters.Length, arguments.Length);
        ulong* slots = stackalloc ulong[16];
        for (int i = 0; i < arguments.Length; i++)
        {
            slots[i] = function.Parameters[i] == 'i' ? (uint)arguments[i] : (ulong)arguments[i];
        }

        fixed (byte* memory = _memory)
        {
            function.Invoke(Snapshot, Context, new GuestMemory(memory, MemorySize), slots);
        }

        return (Errno)slots[0];
    }

    public void Success(string name, params ReadOnlySpan<long> arguments) => Assert.Equal(Errno.Success, Call(name, arguments));

    public uint Reserve(int size)
    {
        uint pointer = _next;
        _next += ((uint)size + 15) & ~15u;
        if (_next > MemorySize - 65536)
        {
            // Tests look at what they reserved at once, so the space can be used again.
            _next = 1024;
        }

        return pointer;
    }

    public uint Put(ReadOnlySpan<byte> bytes)
    {
        uint pointer = Reserve(bytes.Length);
        bytes.CopyTo(Bytes(pointer, bytes.Length));
        return pointer;
    }

    public (uint Pointer, int Length) Put(string text)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        return (Put(bytes), bytes.Length);
    }

    /// <summary>An array of buffers: pointers and lengths by turns.</summary>
    public uint PutVectors(params ReadOnlySpan<uint> pairs)
    {
        uint pointer = Reserve(pairs.Length * 4);
        for (int i = 0; i < pairs.Length; i++)
        {
            Write32(pointer + ((uint)i * 4), pairs[i]);
        }

        return pointer;
    }

    public Span<byte> Bytes(uint pointer, int length) => _memory.AsSpan((int)pointer, length);

    public string Text(uint pointer, int length) => Encoding.UTF8.GetString(Bytes(pointer, length));

    public uint Read32(uint pointer) => BinaryPrimitives.ReadUInt32LittleEndian(Bytes(pointer, 4));

    public ushort Read16(uint pointer) => BinaryPrimitives.ReadUInt16LittleEndian(Bytes(pointer, 2));

    public ulong Read64(uint pointer) => BinaryPrimitives.ReadUInt64LittleEndian(Bytes(pointer, 8));

    public void Write32(uint pointer, uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Bytes(pointer, 4), value);

    public void Write64(uint pointer, ulong value) => BinaryPrimitives.WriteUInt64LittleEndian(Bytes(pointer, 8), value);

    public Errno TryOpen(
        string path, out uint fd, uint directory = 3, OFlags flags = 0, bool follow = true, Rights rights = Rights.File, Rights inheriting = 0, FdFlags fdFlags = 0)
    {
        var (pointer, length) = Put(path);
        uint result = Reserve(4);
        Errno error = Call("path_open", directory, follow ? 1 : 0, pointer, length, (long)flags, (long)rights, (long)inheriting, (long)fdFlags, result);
        fd = Read32(result);
        return error;
    }

    public uint Open(string path, OFlags flags = 0, Rights rights = Rights.File, uint directory = 3, FdFlags fdFlags = 0)
    {
        Assert.Equal(Errno.Success, TryOpen(path, out uint fd, directory, flags, rights: rights, fdFlags: fdFlags));
        return fd;
    }

    public uint OpenDirectory(string path, uint directory = 3)
    {
        Assert.Equal(Errno.Success, TryOpen(path, out uint fd, directory, OFlags.Directory, rights: Rights.Directory, inheriting: Rights.All));
        return fd;
    }

    public void Close(uint fd) => Success("fd_close", fd);

    public Errno TryWrite(uint fd, string text, out uint count)
    {
        var (pointer, length) = Put(text);
        uint result = Reserve(4);
        Errno error = Call("fd_write", fd, PutVectors(pointer, (uint)length), 1, result);
        count = Read32(result);
        return error;
    }

    public void Write(uint fd, string text)
    {
        Assert.Equal(Errno.Success, TryWrite(fd, text, out uint count));
        Assert.Equal((uint)Encoding.UTF8.GetByteCount(text), count);
    }

    public Errno TryRead(uint fd, int length, out string text)
    {
        uint buffer = Reserve(length);
        uint result = Reserve(4);
        Errno error = Call("fd_read", fd, PutVectors(buffer, (uint)length), 1, result);
        text = error == Errno.Success ? Text(buffer, (int)Read32(result)) : "";
        return error;
    }

    public string Read(uint fd, int length = 4096)
    {
        Assert.Equal(Errno.Success, TryRead(fd, length, out string text));
        return text;
    }

    public string ReadFile(string path)
    {
        uint fd = Open(path, rights: Rights.FdRead);
        string text = Read(fd, 60000);
        Close(fd);
        return text;
    }

    public void WriteFile(string path, string text)
    {
        uint fd = Open(path, OFlags.Creat | OFlags.Trunc);
        Write(fd, text);
        Close(fd);
    }

    /// <summary>Calls a function whose arguments are a directory and a path.</summary>
    public Errno CallPath(string name, string path, uint directory = 3)
    {
        var (pointer, length) = Put(path);
        return Call(name, directory, pointer, length);
    }

    public Errno Rename(string from, string to) => CallTwoPaths("path_rename", from, to);

    public Errno Link(string from, string to, bool follow = false)
    {
        var (oldPointer, oldLength) = Put(from);
        var (newPointer, newLength) = Put(to);
        return Call("path_link", 3, follow ? 1 : 0, oldPointer, oldLength, 3, newPointer, newLength);
    }

    public Errno Symlink(string target, string path)
    {
        var (oldPointer, oldLength) = Put(target);
        var (newPointer, newLength) = Put(path);
        return Call("path_symlink", oldPointer, oldLength, 3, newPointer, newLength);
    }

    public Errno ReadLink(string path, out string target, int size = 1024)
    {
        var (pointer, length) = Put(path);
        uint buffer = Reserve(size);
        uint result = Reserve(4);
        Errno error = Call("path_readlink", 3, pointer, length, buffer, size, result);
        target = error == Errno.Success ? Text(buffer, (int)Read32(result)) : "";
        return error;
    }

    public Errno TryStat(string path, out FileStatus status, bool follow = true)
    {
        var (pointer, length) = Put(path);
        uint result = Reserve(64);
        Errno error = Call("path_filestat_get", 3, follow ? 1 : 0, pointer, length, result);
        status = ReadStat(result);
        return error;
    }

    public FileStatus Stat(string path, bool follow = true)
    {
        Assert.Equal(Errno.Success, TryStat(path, out FileStatus status, follow));
        return status;
    }

    public FileStatus Stat(uint fd)
    {
        uint result = Reserve(64);
        Success("fd_filestat_get", fd, result);
        return ReadStat(result);
    }

    public Errno SetTimes(string path, ulong access, ulong modification, FstFlags flags, bool follow = true)
    {
        var (pointer, length) = Put(path);
        return Call("path_filestat_set_times", 3, follow ? 1 : 0, pointer, length, (long)access, (long)modification, (long)flags);
    }

    public ulong Seek(uint fd, long offset, Whence whence)
    {
        uint result = Reserve(8);
        Success("fd_seek", fd, offset, (long)whence, result);
        return Read64(result);
    }

    /// <summary>All entries by repeated calls with a buffer of the given size.</summary>
    public List<(string Name, FileType Type, ulong Inode)> List(uint fd, int bufferSize = 4096)
    {
        var entries = new List<(string, FileType, ulong)>();
        uint buffer = Reserve(bufferSize);
        uint result = Reserve(4);
        for (ulong cookie = 0; ;)
        {
            Success("fd_readdir", fd, buffer, bufferSize, (long)cookie, result);
            uint used = Read32(result);
            for (uint at = 0; at + 24 <= used;)
            {
                uint nameLength = Read32(buffer + at + 16);
                if (at + 24 + nameLength > used)
                {
                    break;
                }

                entries.Add((Text(buffer + at + 24, (int)nameLength), (FileType)Bytes(buffer + at + 20, 1)[0], Read64(buffer + at + 8)));
                cookie = Read64(buffer + at);
                at += 24 + nameLength;
            }

            if (used < bufferSize)
            {
                return entries;
            }
        }
    }

    public void Dispose() => Context.Dispose();

    private static Preview1Function Find(string name) => FunctionTable.Functions.Single(function => function.Name == name);

    private Errno CallTwoPaths(string name, string from, string to)
    {
        var (oldPointer, oldLength) = Put(from);
        var (newPointer, newLength) = Put(to);
        return Call(name, 3, oldPointer, oldLength, 3, newPointer, newLength);
    }

    private FileStatus ReadStat(uint pointer) => new(
        Read64(pointer), Read64(pointer + 8), (FileType)Bytes(pointer + 16, 1)[0], Read64(pointer + 24),
        Read64(pointer + 32), Read64(pointer + 40), Read64(pointer + 48), Read64(pointer + 56));
}
