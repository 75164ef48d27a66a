import { useEffect } from 'preact/hooks';
import {
  MOST_PRODUCTS,
  type ProductSource,
  type ProductsBlock,
} from '../../../core/message/types.ts';
import { t } from '../../language/t.ts';
import { NEW_CATEGORY_DAYS, newSource, SOURCE_KINDS } from '../../models/email-content.ts';
import { productSearchModel } from '../../models/product-search.ts';
import { useModel } from '../../services.ts';
import { Combobox } from '../combobox.tsx';
import { FaultLine, Field, NumberField, textOf } from '../field.tsx';
import { LiquidField } from './liquid-field.tsx';

interface Props {
  readonly block: ProductsBlock;
  readonly language: string;
  readonly onEdit: (block: ProductsBlock, field: string) => void;
  readonly onEndStep: () => void;
  readonly faultAt: (field: string) => string | null;
}

/** Where a mail's products come from, what fills up, and how many there are. */
export function ProductsForm({ block, language, onEdit, onEndStep, faultAt }: Props) {
  return (
    <>
      <LiquidField
        label={t('products.title')}
        language={language}
        value={block.title}
        fault={faultAt('title')}
        onInput={(title) => onEdit({ ...block, title }, 'title')}
        onBlur={onEndStep}
      />
      <SourceField
        label={t('products.source')}
        source={block.source}
        fault={faultAt('source')}
        onEdit={(source) => source && onEdit({ ...block, source }, 'source')}
      />
      <SourceField
        label={t('products.fallback')}
        optional
        source={block.fallback}
        fault={faultAt('fallback')}
        onEdit={(fallback) => onEdit({ ...block, fallback }, 'fallback')}
      />
      <NumberField
        label={t('products.count')}
        hint={t('products.hint')}
        unit={t('products.unit')}
        min={1}
        max={MOST_PRODUCTS}
        value={block.count}
        fault={faultAt('count')}
        onInput={(count) => onEdit({ ...block, count: Math.trunc(count) }, 'count')}
        onBlur={onEndStep}
      />
    </>
  );
}

interface SourceProps {
  readonly label: string;
  readonly source: ProductSource | null;
  readonly optional?: boolean;
  readonly fault: string | null;
  readonly onEdit: (source: ProductSource | null) => void;
}

function SourceField({ label, source, optional = false, fault, onEdit }: SourceProps) {
  const chosen = sourceKey(source);
  return (
    <div class="stack tight">
      <Field label={label} fault={fault}>
        {(control) => (
          <select {...control} onChange={(event) => onEdit(newSource(textOf(event)))}>
            {SOURCE_KINDS.map((kind) => (
              <option key={kind} value={kind} selected={kind === chosen}>
                {t(`products.source.${kind}`)}
              </option>
            ))}
            {optional && (
              <option value="none" selected={source === null}>
                {t('products.source.none')}
              </option>
            )}
          </select>
        )}
      </Field>
      {source?.kind === 'new category' && (
        <select
          class="control"
          aria-label={t('products.categoryDays')}
          onChange={(event) => onEdit({ ...source, days: Number(textOf(event)) })}
        >
          {NEW_CATEGORY_DAYS.map((days) => (
            <option key={days} value={days} selected={days === source.days}>
              {t('products.newWithin', { n: days })}
            </option>
          ))}
        </select>
      )}
      {source?.kind === 'deal' && source.of.kind === 'tag' && (
        <input
          class="control"
          aria-label={t('products.tag')}
          placeholder={t('products.tagExample')}
          value={source.of.tag}
          onInput={(event) => onEdit({ kind: 'deal', of: { kind: 'tag', tag: textOf(event) } })}
        />
      )}
      {source?.kind === 'deal' && source.of.kind === 'product' && (
        <ProductField productId={source.of.productId} onEdit={onEdit} />
      )}
    </div>
  );
}

function sourceKey(source: ProductSource | null): string {
  if (source === null) return 'none';
  return source.kind === 'deal' ? `${source.kind} ${source.of.kind}` : source.kind;
}

function ProductField({
  productId,
  onEdit,
}: {
  readonly productId: number;
  readonly onEdit: (source: ProductSource) => void;
}) {
  const model = useModel(({ api }) => productSearchModel(api), 'products');
  useEffect(() => model.show(productId), [model, productId]);
  const { found, chosen } = model;
  const gone = productId > 0 && chosen.value === null;
  return (
    <>
      <Combobox
        label={t('products.product')}
        chosen={chosen.value?.title ?? ''}
        options={found.value.map(({ productId: id, title, category }) => ({
          id: String(id),
          label: title,
          ...(category && { note: category }),
        }))}
        onSearch={model.search}
        onChoose={(id) => {
          const product = found.value.find((each) => String(each.productId) === id);
          if (!product) return;
          model.choose(product);
          onEdit({ kind: 'deal', of: { kind: 'product', productId: product.productId } });
        }}
      />
      {gone && <FaultLine text={t('products.gone')} />}
    </>
  );
}
