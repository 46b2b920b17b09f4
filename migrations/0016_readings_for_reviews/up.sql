-- Whether a visitor handed it in, who comes back by its address; others belong to a review and are seen there only.
ALTER TABLE readings ADD COLUMN is_visitors boolean NOT NULL DEFAULT TRUE;
UPDATE readings SET is_visitors = FALSE WHERE id IN (SELECT reading_id FROM plan_reviews);
