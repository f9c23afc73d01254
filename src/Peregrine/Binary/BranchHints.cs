using Peregrine.Syntax;

namespace Peregrine.Binary;

/// <summary>One hint.</summary>
/// <param name="Offset">Offset of the branch from the start of the function's body (its local declarations), in bytes.</param>
/// <param name="IsTaken">Whether the branch is likely to be taken.</param>
internal readonly record struct BranchHint(int Offset, bool IsTaken);

/// <summary>The hints of one function, in order of their offsets.</summary>
/// <param name="Function">Index in the index space.</param>
/// <param name="Hints">At least one.</param>
internal sealed record FunctionBranchHints(uint Function, List<BranchHint> Hints);

/// <summary>The custom section <c>metadata.code.branch_hint</c>: which branches are likely.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/appendix/custom.html#branch-hint-section"/></remarks>
internal static class BranchHints
{
    public const string SectionName = "metadata.code.branch_hint";

    /// <summary>The module's hints; empty without a section and for a broken one.</summary>
    public static List<FunctionBranchHints> Read(ModuleSyntax module)
    {
        foreach (var section in module.CustomSections)
        {
            if (section.Name == SectionName)
            {
                try
                {
                    return Read(module.Binary.Span, section.Content);
                }
                catch (MalformedModuleException)
                {
                    return [];
                }
            }
        }

        return [];
    }

    /// <summary>Reads the content of a section.</summary>
    /// <exception cref="MalformedModuleException">It is no list of hints.</exception>
    public static List<FunctionBranchHints> Read(ReadOnlySpan<byte> bytes, ByteRange content)
    {
        var reader = new ByteReader(bytes, content.Start, content.End);
        var functions = new List<FunctionBranchHints>();
        for (int count = reader.ReadCount(); count > 0; count--)
        {
            uint function = reader.ReadU32();
            var hints = new List<BranchHint>();
            for (int inner = reader.ReadCount(); inner > 0; inner--)
            {
                uint offset = reader.ReadU32();
                int start = reader.Position;
                if (reader.ReadU32() != 1 || reader.Peek() > 1)
                {
                    throw Errors.Malformed.At(start, "malformed branch hint");
                }

                hints.Add(new BranchHint((int)Math.Min(offset, int.MaxValue), reader.ReadByte() == 1));
            }

            functions.Add(new FunctionBranchHints(function, hints));
        }

        return reader.IsAtEnd ? functions : throw Errors.Malformed.At(reader.Position, "malformed branch hint section");
    }

    /// <summary>Writes name and content of the section.</summary>
    public static void Write(ByteWriter writer, List<FunctionBranchHints> functions)
    {
        writer.WriteName(SectionName);
        writer.WriteU32((uint)functions.Count);
        foreach (var function in functions)
        {
            writer.WriteU32(function.Function);
            writer.WriteU32((uint)function.Hints.Count);
            foreach (var hint in function.Hints)
            {
                writer.WriteU32((uint)hint.Offset);
                writer.WriteU32(1);
                writer.WriteByte(hint.IsTaken ? (byte)1 : (byte)0);
            }
        }
    }
}
