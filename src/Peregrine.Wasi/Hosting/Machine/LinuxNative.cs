using System.Runtime.InteropServices;

namespace Peregrine.Wasi.Hosting.Machine;

/// <summary>An open file descriptor of Linux; reference-counted while a call uses it, so that its number cannot be reused under it.</summary>
internal sealed class LinuxHandle : SafeHandle
{
    public LinuxHandle()
        : base(invalidHandleValue: -1, ownsHandle: true)
    {
    }

    /// <remarks>The system returns a C int, so the upper half of the handle means nothing.</remarks>
    public override bool IsInvalid => (int)handle == -1;

    protected override bool ReleaseHandle() => LinuxNative.Close((int)handle) == 0;
}

/// <summary>The system calls of Linux that the sandbox is made of, for x64 and arm64.</summary>
/// <remarks>
/// Calls that the C libraries offer under one name and layout are called by name; statx and getdents64, which older ones lack, and pwritev2 by number.
/// Every path argument is a single name, checked by <see cref="ComponentName"/>, or "." or empty.
/// </remarks>
internal static unsafe partial class LinuxNative
{
    public const int AtEmptyPath = 0x1000;
    public const int AtSymlinkNoFollow = 0x100;
    public const int AtRemoveDirectory = 0x200;

    public const int OpenReadOnly = 0;
    public const int OpenWriteOnly = 1;
    public const int OpenReadWrite = 2;
    public const int OpenCreate = 0x40;
    public const int OpenExclusive = 0x80;
    public const int OpenNoControllingTerminal = 0x100;
    public const int OpenTruncate = 0x200;
    public const int OpenNonBlocking = 0x800;
    public const int OpenCloseOnExec = 0x80000;
    public const int OpenPath = 0x200000;

    public const nint TimeNow = 0x3fffffff;
    public const nint TimeOmit = 0x3ffffffe;

    private const uint StatusBasic = 0x7ff;

    private static readonly bool s_arm = RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    /// <summary>Whether this is a Linux whose numbers are known here.</summary>
    public static bool IsSupported { get; } = OperatingSystem.IsLinux() && BitConverter.IsLittleEndian
        && RuntimeInformation.ProcessArchitecture is Architecture.X64 or Architecture.Arm64;

    public static int OpenDirectory { get; } = s_arm ? 0x4000 : 0x10000;

    public static int OpenNoFollow { get; } = s_arm ? 0x8000 : 0x20000;

    private static nint StatxNumber => s_arm ? 291 : 332;

    private static nint GetEntriesNumber => s_arm ? 61 : 217;

    private static nint PositionedWriteVectorNumber => s_arm ? 287 : 328;

    public static HostError Status(LinuxHandle directory, string name, out FileStatus status)
    {
        StatusBuffer buffer;
        int flags = name.Length == 0 ? AtEmptyPath : AtSymlinkNoFollow;
        if (Statx(StatxNumber, directory, name, flags, (nint)StatusBasic, &buffer) != 0)
        {
            status = default;
            return UnixErrors.Last();
        }

        status = new FileStatus(
            ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
            buffer.Inode,
            ModeType(buffer.Mode),
            buffer.LinkCount,
            buffer.Size,
            buffer.AccessTime.ToUnixNanoseconds(),
            buffer.ModificationTime.ToUnixNanoseconds(),
            buffer.ChangeTime.ToUnixNanoseconds());
        return HostError.None;
    }

    /// <summary>Fills the buffer with directory records; 0 at the end, negative on an error.</summary>
    public static int GetEntries(LinuxHandle directory, Span<byte> buffer)
    {
        fixed (byte* pointer = buffer)
        {
            return (int)GetEntries(GetEntriesNumber, directory, pointer, buffer.Length);
        }
    }

    /// <summary>Writes at the end of the file, atomically, and moves the handle's position behind it.</summary>
    public static nint AppendingWrite(LinuxHandle file, byte* buffer, nuint count)
    {
        const int Append = 0x10;
        var vector = new Vector { Base = buffer, Length = count };
        return PositionedWriteVector(PositionedWriteVectorNumber, file, &vector, 1, -1, -1, Append);
    }

    /// <summary>The type in the high bits of a file mode.</summary>
    public static FileType ModeType(uint mode) => (mode >> 12) switch
    {
        2 => FileType.CharacterDevice,
        4 => FileType.Directory,
        6 => FileType.BlockDevice,
        8 => FileType.RegularFile,
        10 => FileType.SymbolicLink,
        12 => FileType.StreamSocket,
        _ => FileType.Unknown,
    };

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial LinuxHandle Open(string path, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial LinuxHandle OpenAt(LinuxHandle directory, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "close")]
    public static partial int Close(int fd);

    [LibraryImport("libc", EntryPoint = "pread", SetLastError = true)]
    public static partial nint PositionedRead(LinuxHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "pwrite", SetLastError = true)]
    public static partial nint PositionedWrite(LinuxHandle file, byte* buffer, nuint count, long offset);

    [LibraryImport("libc", EntryPoint = "read", SetLastError = true)]
    public static partial nint Read(LinuxHandle file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    public static partial nint Write(LinuxHandle file, byte* buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "lseek", SetLastError = true)]
    public static partial long Seek(LinuxHandle file, long offset, int whence);

    [LibraryImport("libc", EntryPoint = "ftruncate", SetLastError = true)]
    public static partial int Truncate(LinuxHandle file, long length);

    [LibraryImport("libc", EntryPoint = "posix_fallocate")]
    public static partial int Allocate(LinuxHandle file, long offset, long length);

    [LibraryImport("libc", EntryPoint = "posix_fadvise")]
    public static partial int Advise(LinuxHandle file, long offset, long length, int advice);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    public static partial int Synchronize(LinuxHandle file);

    [LibraryImport("libc", EntryPoint = "fdatasync", SetLastError = true)]
    public static partial int SynchronizeData(LinuxHandle file);

    [LibraryImport("libc", EntryPoint = "futimens", SetLastError = true)]
    public static partial int SetTimes(LinuxHandle file, TimeSpecification* times);

    [LibraryImport("libc", EntryPoint = "utimensat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SetTimesAt(LinuxHandle directory, string name, TimeSpecification* times, int flags);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int CreateDirectoryAt(LinuxHandle directory, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "symlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int SymbolicLinkAt(string target, LinuxHandle directory, string name);

    [LibraryImport("libc", EntryPoint = "readlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint ReadLinkAt(LinuxHandle directory, string name, byte* buffer, nuint length);

    [LibraryImport("libc", EntryPoint = "linkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int HardLinkAt(LinuxHandle directory, string name, LinuxHandle newDirectory, string newName, int flags);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int RenameAt(LinuxHandle directory, string name, LinuxHandle newDirectory, string newName);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int UnlinkAt(LinuxHandle directory, string name, int flags);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint Statx(nint number, LinuxHandle directory, string name, nint flags, nint mask, StatusBuffer* buffer);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint GetEntries(nint number, LinuxHandle directory, byte* buffer, nint length);

    [LibraryImport("libc", EntryPoint = "syscall", SetLastError = true)]
    private static partial nint PositionedWriteVector(nint number, LinuxHandle file, Vector* vectors, nint count, nint low, nint high, nint flags);

    /// <summary>struct timespec of 64-bit systems.</summary>
    [StructLayout(LayoutKind.Sequential)]
    public struct TimeSpecification
    {
        public nint Seconds;
        public nint Nanoseconds;
    }

    /// <summary>struct iovec.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct Vector
    {
        public byte* Base;
        public nuint Length;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct StatusTime
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;

        public readonly ulong ToUnixNanoseconds() => Seconds < 0 ? 0 : ((ulong)Seconds * 1_000_000_000) + Nanoseconds;
    }

    /// <summary>struct statx; the kernel defines one layout for all architectures.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct StatusBuffer
    {
        [FieldOffset(16)]
        public uint LinkCount;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(64)]
        public StatusTime AccessTime;

        [FieldOffset(96)]
        public StatusTime ChangeTime;

        [FieldOffset(112)]
        public StatusTime ModificationTime;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
