using System.Reflection.Emit;

namespace Peregrine.Compiler.Emission;

/// <summary>The temporaries of one method, used again once they are free: RyuJIT gives up optimizing methods with more than 2 000 locals.</summary>
internal sealed class LocalPool(CilWriter writer)
{
    private readonly Stack<int>[] _free = MakeStacks();
    private readonly Stack<int>[] _freeAddressed = MakeStacks();
    private readonly List<Variable> _locals = [];

    public Variable this[int index] => _locals[index];

    /// <summary>A free temporary of the type of <paramref name="kind"/>.</summary>
    public int Rent(ValKind kind) => Rent(_free, kind, isAddressed: false);

    public void Return(int index, ValKind kind) => _free[(int)kind].Push(index);

    /// <summary>A free local whose address is taken, which keeps it out of registers.</summary>
    public int RentAddressed(ValKind kind) => Rent(_freeAddressed, kind, isAddressed: true);

    public void ReturnAddressed(int index, ValKind kind) => _freeAddressed[(int)kind].Push(index);

    private int Rent(Stack<int>[] free, ValKind kind, bool isAddressed)
    {
        if (free[(int)kind].TryPop(out int index))
        {
            return index;
        }

        _locals.Add(writer.DeclareLocal(ClrTypes.Of(kind), isAddressed));
        return _locals.Count - 1;
    }

    private static Stack<int>[] MakeStacks() => [.. Enumerable.Range(0, (int)ValKind.Bottom).Select(_ => new Stack<int>())];
}
