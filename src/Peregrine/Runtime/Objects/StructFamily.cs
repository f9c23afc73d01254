using System.Runtime.CompilerServices;

namespace Peregrine.Runtime.Objects;

/// <summary>Picks the class for a structure with so many references and words.</summary>
internal static class StructFamily
{
    /// <summary>A factory, and the offset of the first word from the first field of its objects.</summary>
    public static (Func<DefinedType, StructObject> Factory, int WordBase) Select(int references, int words)
    {
        if (references == 0 && words == 0)
        {
            return (static type => new EmptyStruct(type), nint.Size);
        }

        if (references > 32 || words > 32)
        {
            return SelectLarge(Math.Max(references, words));
        }

        return references switch
        {
            0 => SelectWords(words),
            1 => Select<References1>(words),
            2 => Select<References2>(words),
            3 => Select<References3>(words),
            4 => Select<References4>(words),
            5 => Select<References5>(words),
            6 => Select<References6>(words),
            <= 8 => Select<References8>(words),
            <= 10 => Select<References10>(words),
            <= 12 => Select<References12>(words),
            <= 16 => Select<References16>(words),
            <= 24 => Select<References24>(words),
            _ => Select<References32>(words),
        };
    }

    private static (Func<DefinedType, StructObject> Factory, int WordBase) SelectWords(int words) => words switch
    {
        1 => Words<Words1>(),
        2 => Words<Words2>(),
        3 => Words<Words3>(),
        4 => Words<Words4>(),
        5 => Words<Words5>(),
        6 => Words<Words6>(),
        <= 8 => Words<Words8>(),
        <= 10 => Words<Words10>(),
        <= 12 => Words<Words12>(),
        <= 16 => Words<Words16>(),
        <= 24 => Words<Words24>(),
        _ => Words<Words32>(),
    };

    private static (Func<DefinedType, StructObject> Factory, int WordBase) Select<TReferences>(int words)
        where TReferences : struct => words switch
        {
            0 => (static type => new ReferenceStruct<TReferences>(type), 0),
            1 => Mixed<TReferences, Words1>(),
            2 => Mixed<TReferences, Words2>(),
            3 => Mixed<TReferences, Words3>(),
            4 => Mixed<TReferences, Words4>(),
            5 => Mixed<TReferences, Words5>(),
            6 => Mixed<TReferences, Words6>(),
            <= 8 => Mixed<TReferences, Words8>(),
            <= 10 => Mixed<TReferences, Words10>(),
            <= 12 => Mixed<TReferences, Words12>(),
            <= 16 => Mixed<TReferences, Words16>(),
            <= 24 => Mixed<TReferences, Words24>(),
            _ => Mixed<TReferences, Words32>(),
        };

    private static (Func<DefinedType, StructObject> Factory, int WordBase) SelectLarge(int places) => places switch
    {
        <= 64 => Mixed<References64, Words64>(),
        <= 128 => Mixed<References128, Words128>(),
        <= 256 => Mixed<References256, Words256>(),
        <= 512 => Mixed<References512, Words512>(),
        <= 1024 => Mixed<References1024, Words1024>(),
        <= 2048 => Mixed<References2048, Words2048>(),
        <= 4096 => Mixed<References4096, Words4096>(),
        <= 8192 => Mixed<References8192, Words8192>(),
        <= 16384 => Mixed<References16384, Words16384>(),
        _ => Mixed<References32768, Words32768>(),
    };

    private static (Func<DefinedType, StructObject> Factory, int WordBase) Words<TWords>()
        where TWords : struct
    {
        var sample = new WordStruct<TWords>(null!);
        return (static type => new WordStruct<TWords>(type), Offset(sample, ref sample.Words));
    }

    private static (Func<DefinedType, StructObject> Factory, int WordBase) Mixed<TReferences, TWords>()
        where TReferences : struct
        where TWords : struct
    {
        var sample = new MixedStruct<TReferences, TWords>(null!);
        return (static type => new MixedStruct<TReferences, TWords>(type), Offset(sample, ref sample.Words));
    }

    private static int Offset<T>(object o, ref T field)
        where T : struct => (int)Unsafe.ByteOffset(ref ObjectFields.Of(o), ref Unsafe.As<T, byte>(ref field));
}
