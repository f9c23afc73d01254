namespace Peregrine.Bench;

/// <summary>The few statistics the tables need.</summary>
internal static class Statistics
{
    /// <summary>The median, NaN of nothing.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
        {
            return double.NaN;
        }

        double[] sorted = [.. values.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>The geometric mean, NaN of nothing.</summary>
    public static double GeometricMean(IReadOnlyCollection<double> values) =>
        values.Count == 0 ? double.NaN : Math.Exp(values.Average(Math.Log));

    /// <summary>
    /// The median over the rounds of one's sample divided by the other's of the same round, after a constant was taken off each:
    /// pairing within a round cancels what slows the whole machine down for a while.
    /// </summary>
    public static double PairedRatio(IReadOnlyList<double> samples, double off, IReadOnlyList<double> baseline, double baselineOff)
    {
        var ratios = new List<double>();
        for (var i = 0; i < Math.Min(samples.Count, baseline.Count); i++)
        {
            if (samples[i] > off && baseline[i] > baselineOff)
            {
                ratios.Add((samples[i] - off) / (baseline[i] - baselineOff));
            }
        }

        return Median(ratios);
    }
}
