"use client";

import { Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import type { Control, FieldValues } from "react-hook-form";
import { Button } from "@/components/ui/button";
import { Section } from "./section";

/** An item of a list in a form: closed to its name and one line until it is edited. */
export function ListItem<Values extends FieldValues>({
  control,
  path,
  title,
  summary,
  isNew,
  removeLabel,
  onRemove,
  children,
}: {
  control: Control<Values>;
  path: string;
  title: string;
  summary: ReactNode;
  isNew: boolean;
  removeLabel: string;
  onRemove: () => void;
  children: ReactNode;
}) {
  return (
    <li>
      <Section control={control} paths={[path]} title={title} summary={summary} startsOpen={isNew}>
        {children}
        <div>
          <Button variant="ghost" onClick={onRemove}>
            <Trash2 aria-hidden />
            {removeLabel}
          </Button>
        </div>
      </Section>
    </li>
  );
}
