using Peregrine.Syntax;

namespace Peregrine.Text.Parsing;

/// <summary>Resolves type uses, appending to the module's types those that are only written in place.</summary>
/// <remarks><see href="https://webassembly.github.io/spec/core/text/modules.html#type-uses"/></remarks>
internal sealed class TypeUses(ModuleContext context, TypeParser types)
{
    // Function types that stand alone in their recursion group, by hash; the lowest index of each.
    private readonly Dictionary<int, List<uint>> _byHash = [];

    /// <summary>Reads a type use; the parameters written in place are then in the signature of the type parser.</summary>
    /// <param name="named">Whether parameters may have names.</param>
    public uint Expect(bool named)
    {
        int at = context.Reader.Position;
        if (TryExplicit(out uint index))
        {
            types.ReadSignature(named);
            Check(index, at);
            return index;
        }

        types.ReadSignature(named);
        return IndexOf(types.Signature);
    }

    /// <summary>Reads the type of a block.</summary>
    public BlockTypeSyntax ExpectBlockType()
    {
        int at = context.Reader.Position;
        if (context.Reader.Kind != Lexing.TokenKind.LeftParenthesis)
        {
            return BlockTypeSyntax.Empty;
        }

        if (TryExplicit(out uint index))
        {
            types.ReadSignature(named: false);
            Check(index, at);
            return BlockTypeSyntax.OfIndex(index);
        }

        types.ReadSignature(named: false);
        var signature = types.Signature;
        return signature.Parameters.Count > 0 || signature.Results.Count > 1 ? BlockTypeSyntax.OfIndex(IndexOf(signature))
            : signature.Results.Count == 1 ? BlockTypeSyntax.OfResult(signature.Results[0])
            : BlockTypeSyntax.Empty;
    }

    /// <summary>The function type at an index, or null when there is none.</summary>
    public FunctionTypeSyntax? Find(uint index) =>
        index < (uint)context.Draft.Types.Count ? context.Draft.Types[(int)index].Composite as FunctionTypeSyntax : null;

    /// <summary>Makes the types that the module defines known.</summary>
    public void AddExplicitTypes()
    {
        foreach (var group in context.Draft.RecursionGroups)
        {
            if (group.Count == 1 && context.Draft.Types[group.First] is { IsFinal: true, IsShared: false, Supertypes.Length: 0, Composite: FunctionTypeSyntax type })
            {
                var indices = IndicesOf(Hash(type.Parameters, type.Results));
                indices.Add((uint)group.First);
            }
        }
    }

    private bool TryExplicit(out uint index)
    {
        index = 0;
        if (!context.Reader.TryOpen("type"u8))
        {
            return false;
        }

        index = context.ExpectIndex(context.Types);
        context.Reader.Close();
        return true;
    }

    private void Check(uint index, int tokenIndex)
    {
        if (types.Signature.IsEmpty)
        {
            return;
        }

        if (index >= (uint)context.Draft.Types.Count)
        {
            throw context.Reader.At(tokenIndex, $"unknown type {index}");
        }

        if (Find(index) is not { } type || !types.Signature.Equals(type))
        {
            throw context.Reader.At(tokenIndex, "inline function type does not match the type that is named");
        }
    }

    private uint IndexOf(Signature signature)
    {
        var indices = IndicesOf(Hash([.. signature.Parameters], [.. signature.Results]));
        foreach (uint known in indices)
        {
            if (signature.Equals(Find(known)!))
            {
                return known;
            }
        }

        var draft = context.Draft;
        int index = draft.Types.Count;
        draft.RecursionGroups.Add(new RecursionGroupSyntax(index, 1, IsExplicit: false));

        // No mark of its own, as this may happen in the middle of a body.
        draft.Types.Add(new SubtypeSyntax(signature.ToSyntax(), IsFinal: true, [], context.Code.Position));
        indices.Add((uint)index);
        return (uint)index;
    }

    private List<uint> IndicesOf(int hash)
    {
        if (!_byHash.TryGetValue(hash, out var indices))
        {
            _byHash.Add(hash, indices = []);
        }

        return indices;
    }

    private static int Hash(ReadOnlySpan<ValTypeSyntax> parameters, ReadOnlySpan<ValTypeSyntax> results)
    {
        var hash = default(HashCode);
        foreach (var type in parameters)
        {
            hash.Add(type);
        }

        hash.Add(parameters.Length);
        foreach (var type in results)
        {
            hash.Add(type);
        }

        return hash.ToHashCode();
    }
}
