// Cuts ids into the pieces that one call takes.

export function batches(ids, size = 100) {
  const pieces = [];
  for (let start = 0; start < ids.length; start += size) {
    pieces.push(ids.slice(start, start + size).join(','));
  }
  return pieces;
}
