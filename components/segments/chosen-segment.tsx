/** The segment that narrows a page, in words. */
export function ChosenSegment({
  chosen: { name, sentence },
  note,
}: {
  chosen: { name: string; sentence: string };
  note?: string;
}) {
  return (
    <p className="max-w-measure">
      <span className="font-medium">{name}: </span>
      {sentence}. {note && <span className="text-muted-foreground">{note}</span>}
    </p>
  );
}
