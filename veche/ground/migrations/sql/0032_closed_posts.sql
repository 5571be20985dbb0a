-- A post that is no more: nobody is appointed to it, what it said and who held it stays. NULL: it is open.
ALTER TABLE directory_posts ADD COLUMN closed_at timestamptz;
