using Peregrine.Binary;
using Peregrine.Text.Lexing;
using Peregrine.Text.Parsing;

namespace Peregrine.Text;

/// <summary>A module that was text, in the binary format, with the way back.</summary>
/// <remarks>Immutable and thread-safe.</remarks>
internal sealed class TextModule
{
    private readonly EncodedModule _encoded;
    private readonly Func<long, ModulePosition> _positions;

    private TextModule(EncodedModule encoded, Func<long, ModulePosition> positions)
    {
        _encoded = encoded;
        _positions = positions;
    }

    public byte[] Bytes => _encoded.Bytes;

    /// <summary>Reads a module and encodes it.</summary>
    /// <exception cref="MalformedModuleException">The text is not a module.</exception>
    /// <exception cref="InvalidModuleException">A branch hint stands before something else.</exception>
    public static TextModule ToBinary(SourceText source, WasmFeatures features = WasmFeatures.All) => ToBinary(source, 0, source.Length, isDefinition: false, features);

    /// <summary>Reads the module in a range of the source.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">Offset of the first byte.</param>
    /// <param name="end">Offset behind the last byte.</param>
    /// <param name="isDefinition">Whether the keyword <c>definition</c> of scripts follows <c>module</c>.</param>
    /// <param name="features">Decides only how wide limits are: without <see cref="WasmFeatures.Memory64"/> they have 32 bits.</param>
    public static TextModule ToBinary(SourceText source, int start, int end, bool isDefinition, WasmFeatures features = WasmFeatures.All)
    {
        var syntax = ModuleParser.Parse(source, start, end, isDefinition, features);
        return new TextModule(ModuleEncoder.EncodeWithOffsets(syntax), syntax.TextPositions!);
    }

    /// <summary>Line and column for an offset in <see cref="Bytes"/>.</summary>
    public ModulePosition Position(long offset)
    {
        long original = _encoded.Original(offset);
        return original < 0 ? new ModulePosition(offset) : _positions(original) with { Offset = offset };
    }

    /// <summary>Decodes and validates the module.</summary>
    /// <exception cref="MalformedModuleException">The module needs a feature that the engine has off.</exception>
    /// <exception cref="InvalidModuleException">The module breaks a validation rule.</exception>
    public Module Load(Engine engine, string? name = null)
    {
        try
        {
            var syntax = ModuleDecoder.Decode(Bytes, engine.Features);
            syntax.TextPositions = Position;
            return Module.FromSyntax(engine, syntax, name);
        }
        catch (MalformedModuleException e) when (e.Position is { Offset: >= 0, Line: 0 })
        {
            throw new MalformedModuleException(e.Reason, Position(e.Position.Offset));
        }
        catch (InvalidModuleException e) when (e.Position is { Offset: >= 0, Line: 0 })
        {
            throw new InvalidModuleException(e.Reason, Position(e.Position.Offset), e.Function, e.MissingFeature);
        }
    }
}
