namespace Peregrine.Runtime.Objects;

/// <summary>An exception of the guest: what an exnref refers to.</summary>
/// <remarks>The payload lies as <see cref="Layout.SlotLayout"/> lays out the tag's parameters. Immutable.</remarks>
internal sealed class ExceptionObject(Tag tag, ulong[] slots, object?[] references)
{
    public readonly Tag Tag = tag;

    public readonly ulong[] Slots = slots;

    public readonly object?[] References = references;

    /// <summary>Where the guest threw it, once that was asked for; innermost first.</summary>
    public IReadOnlyList<WasmFrame>? Frames { get; set; }

    /// <summary>For an exception that the host threw, what it threw.</summary>
    public WasmThrownException? Thrown { get; set; }

    public override string ToString() => $"exception ({string.Join(", ", ValueSlots.Payload(this))})";
}
