import type { Branch } from '@galley/shared/domain/branch.ts';
import { reaches } from '@galley/shared/wire/accounts.ts';
import { useQuery } from '@tanstack/react-query';
import { readHeldRecords } from '../app/office-resolutions.ts';
import { useSession } from '../app/session-gate.tsx';
import { t } from '../ui/messages/t.ts';
import type { Review } from './queries.ts';
import './review-list.css';
import { ReviewRow } from './review-row.tsx';

/** Facts that the books took and a person should look at, and what could not be read; decided here or at the till. */
export function ReviewList({
  reviews,
  branch,
}: {
  readonly reviews: readonly Review[];
  readonly branch: Branch;
}) {
  const session = useSession();
  const open = reviews.filter((review) => !review.closed).map(({ mutationId }) => mutationId);
  // What they are called stands in the server's log; while it is away the list is as the feed has it.
  const { data: records } = useQuery({
    queryKey: ['held', branch.id, open.join()],
    queryFn: readHeldRecords,
    enabled: session !== null && open.length > 0,
    networkMode: 'always',
    retry: false,
  });
  const byId = new Map(records?.map((record) => [record.mutationId, record]));
  return (
    <section className="review-list">
      <h2>{t('toReview')}</h2>
      {reviews.some((review) => !review.closed && review.verdict === 'quarantined') && (
        <p>{t('resolveAtTill')}</p>
      )}
      {reviews.length === 0 ? (
        <p>{t('nothingToReview')}</p>
      ) : (
        <ul aria-label={t('toReview')} tabIndex={0}>
          {reviews.map((review) => (
            <ReviewRow
              key={review.mutationId}
              review={review}
              record={byId.get(review.mutationId)}
              branch={branch}
              mayDecide={session !== null && reaches(session.role, 'manager')}
            />
          ))}
        </ul>
      )}
    </section>
  );
}
