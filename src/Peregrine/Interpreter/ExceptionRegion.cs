using Peregrine.Instructions;

namespace Peregrine.Interpreter;

/// <summary>A part of a function's code whose exceptions are looked at: the body of a try_table or of a legacy try.</summary>
internal sealed class ExceptionRegion
{
    /// <summary>Offset in the code of the first instruction.</summary>
    public int Start { get; init; }

    /// <summary>Offset behind the last instruction.</summary>
    public int End { get; set; } = -1;

    /// <summary>Number of the region that is asked next: the enclosing one, or the one that a legacy try delegates to; -1 for the caller.</summary>
    public int Parent { get; set; }

    /// <summary>What is caught, in order.</summary>
    public List<ExceptionClause> Clauses { get; } = [];

    /// <summary>The number of the innermost region around an instruction, -1 for none. Regions are numbered in the order of their starts.</summary>
    public static int Find(ExceptionRegion[] regions, int offset)
    {
        // Regions are nested or apart, so the last one that fits is the innermost.
        for (int i = regions.Length - 1; i >= 0; i--)
        {
            if (offset >= regions[i].Start && offset < regions[i].End)
            {
                return i;
            }
        }

        return -1;
    }
}

/// <summary>Where an exception goes on when it is caught.</summary>
/// <param name="Kind">Whether only one tag is caught, and whether the reference to the exception follows the payload.</param>
/// <param name="Tag">Tag index, for the forms that look at it.</param>
/// <param name="Target">Offset in the code.</param>
/// <param name="Slot">First slot of the payload.</param>
/// <param name="Reference">First place on the reference stack of the payload's references; a legacy catch first keeps the exception there.</param>
/// <param name="KeepsException">Whether it is a clause of a legacy try.</param>
internal readonly record struct ExceptionClause(CatchKind Kind, int Tag, int Target, int Slot, int Reference, bool KeepsException);
