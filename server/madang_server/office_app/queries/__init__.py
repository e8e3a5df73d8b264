"""What the office shows: messages made from records, and who may see which case. Changes nothing."""
