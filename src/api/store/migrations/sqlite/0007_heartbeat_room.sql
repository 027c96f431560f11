-- As many bytes as a usual write needs: a database that has room for a word only is not ready.
ALTER TABLE heartbeat ADD COLUMN room TEXT NOT NULL DEFAULT '';
