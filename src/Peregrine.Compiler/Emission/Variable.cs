using System.Reflection;
using System.Reflection.Emit;

namespace Peregrine.Compiler.Emission;

/// <summary>A variable of a method: a CIL local, or a field of a block of variables that the method gets the address of (<see cref="LargeMethod"/>).</summary>
internal sealed class Variable
{
    public Variable(LocalBuilder local)
    {
        Type = local.LocalType;
        Local = local;
    }

    public Variable(Type type, FieldInfo field, int blockArgument)
    {
        Type = type;
        Field = field;
        BlockArgument = blockArgument;
    }

    public Type Type { get; }

    /// <summary>The CIL local; null when the variable is a field.</summary>
    public LocalBuilder? Local { get; }

    public FieldInfo? Field { get; }

    /// <summary>Index of the argument that is the address of the field's block.</summary>
    public int BlockArgument { get; }
}
