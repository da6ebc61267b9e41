namespace ModelGen;

/// <summary>
/// Where in the old image a place of the new one comes from, both measured from the image's centre, x to the right and y down: <c>(xx·x + xy·y + x0, yx·x +
/// yy·y + y0)</c>.
/// </summary>
internal readonly record struct Affine(double XX, double XY, double X0, double YX, double YY, double Y0)
{
    public static Affine Identity { get; } = new(1, 0, 0, 0, 1, 0);

    public static Affine Shift(double x, double y) => Identity with { X0 = x, Y0 = y };

    /// <summary>This movement first, then another.</summary>
    public Affine Then(in Affine next) => new(
        XX * next.XX + XY * next.YX,
        XX * next.XY + XY * next.YY,
        XX * next.X0 + XY * next.Y0 + X0,
        YX * next.XX + YY * next.YX,
        YX * next.XY + YY * next.YY,
        YX * next.X0 + YY * next.Y0 + Y0);
}
