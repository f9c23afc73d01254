using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

// The family of structure classes: every combination of these numbers of references and words up to 32, and above that as many references
// as words. A type gets the smallest class that has room, so at most a third of a larger object is unused. All combinations are named
// here, because ahead-of-time compilation has to know them.

/// <summary>1 reference.</summary>
[InlineArray(1)]
internal struct References1
{
    private object? _first;
}

/// <summary>1 word of eight bytes.</summary>
[InlineArray(1)]
internal struct Words1
{
    private ulong _first;
}

/// <summary>2 references.</summary>
[InlineArray(2)]
internal struct References2
{
    private object? _first;
}

/// <summary>2 words of eight bytes.</summary>
[InlineArray(2)]
internal struct Words2
{
    private ulong _first;
}

/// <summary>3 references.</summary>
[InlineArray(3)]
internal struct References3
{
    private object? _first;
}

/// <summary>3 words of eight bytes.</summary>
[InlineArray(3)]
internal struct Words3
{
    private ulong _first;
}

/// <summary>4 references.</summary>
[InlineArray(4)]
internal struct References4
{
    private object? _first;
}

/// <summary>4 words of eight bytes.</summary>
[InlineArray(4)]
internal struct Words4
{
    private ulong _first;
}

/// <summary>5 references.</summary>
[InlineArray(5)]
internal struct References5
{
    private object? _first;
}

/// <summary>5 words of eight bytes.</summary>
[InlineArray(5)]
internal struct Words5
{
    private ulong _first;
}

/// <summary>6 references.</summary>
[InlineArray(6)]
internal struct References6
{
    private object? _first;
}

/// <summary>6 words of eight bytes.</summary>
[InlineArray(6)]
internal struct Words6
{
    private ulong _first;
}

/// <summary>8 references.</summary>
[InlineArray(8)]
internal struct References8
{
    private object? _first;
}

/// <summary>8 words of eight bytes.</summary>
[InlineArray(8)]
internal struct Words8
{
    private ulong _first;
}

/// <summary>10 references.</summary>
[InlineArray(10)]
internal struct References10
{
    private object? _first;
}

/// <summary>10 words of eight bytes.</summary>
[InlineArray(10)]
internal struct Words10
{
    private ulong _first;
}

/// <summary>12 references.</summary>
[InlineArray(12)]
internal struct References12
{
    private object? _first;
}

/// <summary>12 words of eight bytes.</summary>
[InlineArray(12)]
internal struct Words12
{
    private ulong _first;
}

/// <summary>16 references.</summary>
[InlineArray(16)]
internal struct References16
{
    private object? _first;
}

/// <summary>16 words of eight bytes.</summary>
[InlineArray(16)]
internal struct Words16
{
    private ulong _first;
}

/// <summary>24 references.</summary>
[InlineArray(24)]
internal struct References24
{
    private object? _first;
}

/// <summary>24 words of eight bytes.</summary>
[InlineArray(24)]
internal struct Words24
{
    private ulong _first;
}

/// <summary>32 references.</summary>
[InlineArray(32)]
internal struct References32
{
    private object? _first;
}

/// <summary>32 words of eight bytes.</summary>
[InlineArray(32)]
internal struct Words32
{
    private ulong _first;
}

/// <summary>64 references.</summary>
[InlineArray(64)]
internal struct References64
{
    private object? _first;
}

/// <summary>64 words of eight bytes.</summary>
[InlineArray(64)]
internal struct Words64
{
    private ulong _first;
}

/// <summary>128 references.</summary>
[InlineArray(128)]
internal struct References128
{
    private object? _first;
}

/// <summary>128 words of eight bytes.</summary>
[InlineArray(128)]
internal struct Words128
{
    private ulong _first;
}

/// <summary>256 references.</summary>
[InlineArray(256)]
internal struct References256
{
    private object? _first;
}

/// <summary>256 words of eight bytes.</summary>
[InlineArray(256)]
internal struct Words256
{
    private ulong _first;
}

/// <summary>512 references.</summary>
[InlineArray(512)]
internal struct References512
{
    private object? _first;
}

/// <summary>512 words of eight bytes.</summary>
[InlineArray(512)]
internal struct Words512
{
    private ulong _first;
}

/// <summary>1024 references.</summary>
[InlineArray(1024)]
internal struct References1024
{
    private object? _first;
}

/// <summary>1024 words of eight bytes.</summary>
[InlineArray(1024)]
internal struct Words1024
{
    private ulong _first;
}

/// <summary>2048 references.</summary>
[InlineArray(2048)]
internal struct References2048
{
    private object? _first;
}

/// <summary>2048 words of eight bytes.</summary>
[InlineArray(2048)]
internal struct Words2048
{
    private ulong _first;
}

/// <summary>4096 references.</summary>
[InlineArray(4096)]
internal struct References4096
{
    private object? _first;
}

/// <summary>4096 words of eight bytes.</summary>
[InlineArray(4096)]
internal struct Words4096
{
    private ulong _first;
}

/// <summary>8192 references.</summary>
[InlineArray(8192)]
internal struct References8192
{
    private object? _first;
}

/// <summary>8192 words of eight bytes.</summary>
[InlineArray(8192)]
internal struct Words8192
{
    private ulong _first;
}

/// <summary>16384 references.</summary>
[InlineArray(16384)]
internal struct References16384
{
    private object? _first;
}

/// <summary>16384 words of eight bytes.</summary>
[InlineArray(16384)]
internal struct Words16384
{
    private ulong _first;
}

/// <summary>32768 references.</summary>
[InlineArray(32768)]
internal struct References32768
{
    private object? _first;
}

/// <summary>32768 words of eight bytes.</summary>
[InlineArray(32768)]
internal struct Words32768
{
    private ulong _first;
}
