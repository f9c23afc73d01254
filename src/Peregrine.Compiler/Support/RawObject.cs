namespace Peregrine.Compiler.Support;

/// <summary>Stands for any object with fields when compiled code needs the address of its first one; there are no objects of it.</summary>
internal sealed class RawObject
{
    public byte First;

    private RawObject()
    {
    }
}
